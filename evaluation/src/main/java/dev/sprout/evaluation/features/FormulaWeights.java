package dev.sprout.evaluation.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.core.StableHash;
import dev.sprout.nn.model.Parameter;
import dev.sprout.nn.model.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights made by a formula, by which an implementation is verified without a file: element i of a
 * tensor is a hash of its name (FNV-1a) and of i (splitmix64's finaliser; Steele, Lea and Flood,
 * 2014), uniform in −1..1 and scaled so that a picture's signal neither dies nor explodes.
 */
final class FormulaWeights {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  /** Times 1/√fan-in: the bound of convolutions' and classifiers' weights. */
  private static final double GAIN = 2.45;

  private FormulaWeights() {}

  /** Weights of a network. */
  static Weights of(List<Parameter> parameters, NDManager parent) {
    NDManager manager = parent.newSubManager();
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      arrays.put(
          parameter.name(),
          manager.create(values(parameter.name(), parameter.shape()), parameter.shape()));
    }
    return Weights.of(manager, arrays);
  }

  private static float[] values(String name, Shape shape) {
    float[] values = new float[Math.toIntExact(shape.size())];
    long hash = StableHash.fnv1a(name);
    float offset = name.endsWith(".bn.weight") || name.endsWith(".running_var") ? 1 : 0;
    float scale = scale(name, shape);
    for (int i = 0; i < values.length; i++) {
      values[i] = offset + scale * uniform(hash + (i + 1) * GOLDEN_GAMMA);
    }
    return values;
  }

  private static float scale(String name, Shape shape) {
    if (name.endsWith(".running_var")) {
      return 0.2f;
    } else if (shape.dimension() == 1) { // batch norms and fc.bias
      return 0.1f;
    }
    return (float) (GAIN / Math.sqrt((double) shape.size() / shape.get(0)));
  }

  /** A number in −1..1 of 24 random bits. */
  private static float uniform(long state) {
    return (RandomStream.mix(state) >>> 40) / (float) (1 << 24) * 2 - 1;
  }
}
