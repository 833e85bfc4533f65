package dev.sprout.nn.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.model.Initialisation;
import dev.sprout.nn.model.Parameter;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.GaussianNoise;
import dev.sprout.nn.weights.TensorType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A small noisy regression: loss = mean (W·x + b − y)², with data drawn anew at each step. */
final class Quadratic implements TrainingTask {
  private final Weights weights;
  private final long failAt;

  /** Its loss is not a number at step {@code failAt}; 0 never. */
  Quadratic(NDManager manager, long failAt) {
    this.weights =
        Weights.initialise(
            List.of(
                Parameter.of("w", Initialisation.XAVIER_UNIFORM, 4, 3),
                Parameter.of("b", Initialisation.ZEROS, 4)),
            5,
            manager);
    this.failAt = failAt;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public int batch() {
    return 8;
  }

  @Override
  public NDArray loss(BatchKey key, NDManager scope, Map<String, Double> meters) {
    NDArray x = GaussianNoise.draw(key.random(), scope, new Shape(8, 3));
    NDArray y =
        x.matMul(scope.create(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3}, new Shape(3, 4)));
    NDArray predicted = x.matMul(weights.get("w").transpose()).add(weights.get("b"));
    NDArray loss = predicted.sub(y).square().mean();
    return key.step() == failAt ? loss.mul(Float.NaN) : loss;
  }

  @Override
  public void export(Weights averages, Path folder) {
    averages.save(folder.resolve("model.safetensors"), TensorType.F32, Map.of());
  }
}
