package dev.sprout.evaluation.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Extractor over a network that owns a manager of its weights. */
abstract class NetworkExtractor implements FeatureExtractor {
  private final NDManager manager;
  private final String weightsHash;
  private final InputProtocol input;

  /** Takes over the manager. */
  NetworkExtractor(NDManager manager, String weightsHash, InputProtocol input) {
    this.manager = manager;
    this.weightsHash = weightsHash;
    this.input = input;
  }

  /**
   * Values of the layers, and maybe of others: prepared pictures [B, 3, S, S] to [B, D] each, in
   * the manager of the pictures.
   */
  abstract Map<String, NDArray> forward(NDArray pictures, List<String> layers);

  /** How many pictures go through the network at once; the rest of a batch follows. */
  abstract int atOnce();

  @Override
  public String weightsHash() {
    return weightsHash;
  }

  @Override
  public InputProtocol input() {
    return input;
  }

  @Override
  public Map<String, FeatureMatrix> extract(float[][] pictures, List<String> layers) {
    Map<String, float[]> values = new LinkedHashMap<>();
    layers.forEach(name -> values.put(name, new float[pictures.length * layer(name).dimensions()]));
    for (int begin = 0; begin < pictures.length; begin += atOnce()) {
      int end = Math.min(pictures.length, begin + atOnce());
      try (NDManager scope = manager.newSubManager()) {
        Map<String, NDArray> all =
            forward(stacked(Arrays.copyOfRange(pictures, begin, end), scope), layers);
        for (Map.Entry<String, float[]> wanted : values.entrySet()) {
          float[] rows = all.get(wanted.getKey()).toFloatArray();
          System.arraycopy(
              rows, 0, wanted.getValue(), begin * (rows.length / (end - begin)), rows.length);
        }
      }
    }
    Map<String, FeatureMatrix> features = new LinkedHashMap<>();
    values.forEach(
        (name, rows) -> features.put(name, new FeatureMatrix(rows, layer(name).dimensions())));
    return features;
  }

  private NDArray stacked(float[][] pictures, NDManager scope) {
    int numbers = input.numbers();
    float[] stacked = new float[Math.multiplyExact(pictures.length, numbers)];
    for (int i = 0; i < pictures.length; i++) {
      if (pictures[i].length != numbers) {
        throw new IllegalArgumentException(
            "a prepared picture has %d numbers, needed are %d"
                .formatted(pictures[i].length, numbers));
      }
      System.arraycopy(pictures[i], 0, stacked, i * numbers, numbers);
    }
    return array(stacked, pictures.length, scope);
  }

  /** The network's input array of prepared pictures. */
  NDArray array(float[] stacked, int pictures, NDManager scope) {
    return scope.create(stacked, new Shape(pictures, 3, input.size(), input.size()));
  }

  @Override
  public void close() {
    manager.close();
  }

  /** Runs what makes an extractor; if that fails, its manager is closed. */
  static <T> T orClose(NDManager manager, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (UserError e) {
      manager.close();
      throw e;
    }
  }
}
