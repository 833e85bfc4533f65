package dev.sprout.evaluation.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.nn.model.Parameter;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchScript;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The Inception-v3 network of the Fréchet Inception Distance (Heusel et al., 2017): Szegedy et
 * al.'s (2016) as released for TensorFlow in December 2015, which differs from later releases in
 * three points. Average pools leave padding out of the count, the last block pools maxima, and
 * there are 1008 classes. Thread-safe.
 */
final class InceptionNetwork {
  static final int CLASSES = 1008;
  static final int SIZE = 299;

  /** Added to variances by the released network's batch norms. */
  private static final double EPSILON = 1e-3;

  private static final String CONVOLUTION = ".conv.weight";

  private static final TorchScript BLOCKS =
      TorchScript.load(InceptionNetwork.class, "Inception.torchscript");

  private final Map<String, FoldedConvolution> convolutions = new LinkedHashMap<>();
  private final NDArray classes; // [1008, 2048]

  /** Folds batch norms into weights of {@link #parameters}, which aren't needed any more. */
  InceptionNetwork(Weights weights, NDManager manager) {
    for (String array : weights.arrays().keySet()) {
      if (array.endsWith(CONVOLUTION)) {
        String name = array.substring(0, array.length() - CONVOLUTION.length());
        convolutions.put(
            name, FoldedConvolution.of(weights, array, name + ".bn", 1, EPSILON, manager));
      }
    }
    classes = weights.get("fc.weight").duplicate();
    classes.attach(manager);
  }

  /** Names and shapes of all arrays. */
  static List<Parameter> parameters() {
    return InceptionParameters.all();
  }

  /** Whether an array of a checkpoint is unused: the counters of batch norms. */
  static boolean isUnused(String name) {
    return name.endsWith(".bn.num_batches_tracked");
  }

  /**
   * Features of scaled pictures [B, 3, 299, 299] by layer: {@code 64}, {@code 192}, {@code 768},
   * {@code 2048} [B, D], each the mean over a layer's positions, and {@code logits_unbiased} [B,
   * 1008]. They belong to the manager of the pictures.
   *
   * @param layers the layers that are needed: after the last of them the network ends
   */
  Map<String, NDArray> forward(NDArray pictures, List<String> layers) {
    Map<String, NDArray> features = new LinkedHashMap<>();
    NDArray x = BLOCKS.call("channels_last", pictures); // [B, 3, 299, 299]
    x = stem("stem_begin", x, "Conv2d_1a_3x3", "Conv2d_2a_3x3", "Conv2d_2b_3x3");
    features.put("64", BLOCKS.call("position_mean", x)); // of [B, 64, 73, 73]
    if (features.keySet().containsAll(layers)) {
      return features;
    }
    x = stem("stem_end", x, "Conv2d_3b_1x1", "Conv2d_4a_3x3");
    features.put("192", BLOCKS.call("position_mean", x)); // of [B, 192, 35, 35]
    if (features.keySet().containsAll(layers)) {
      return features;
    }
    x = block("mixed_35", x, "Mixed_5b"); // [B, 256, 35, 35]
    x = block("mixed_35", x, "Mixed_5c"); // [B, 288, 35, 35]
    x = block("mixed_35", x, "Mixed_5d"); // [B, 288, 35, 35]
    x = block("mixed_35_down", x, "Mixed_6a"); // [B, 768, 17, 17]
    x = block("mixed_17", x, "Mixed_6b");
    x = block("mixed_17", x, "Mixed_6c");
    x = block("mixed_17", x, "Mixed_6d");
    x = block("mixed_17", x, "Mixed_6e");
    features.put("768", BLOCKS.call("position_mean", x)); // of [B, 768, 17, 17]
    if (features.keySet().containsAll(layers)) {
      return features;
    }
    x = block("mixed_17_down", x, "Mixed_7a"); // [B, 1280, 8, 8]
    x = block("mixed_8", x, "Mixed_7b", false); // [B, 2048, 8, 8]
    x = block("mixed_8", x, "Mixed_7c", true);
    NDArray last = BLOCKS.call("position_mean", x); // [B, 2048]
    x.close();
    features.put("2048", last);
    features.put("logits_unbiased", BLOCKS.call("scores", last, classes));
    return features;
  }

  private NDArray stem(String function, NDArray x, String... names) {
    try (x) {
      return BLOCKS.call(
          function, x, FoldedConvolution.parts(Stream.of(names).map(convolutions::get)));
    }
  }

  private NDArray block(String function, NDArray x, String name) {
    try (x) {
      return BLOCKS.call(function, x, parts(name));
    }
  }

  private NDArray block(String function, NDArray x, String name, boolean poolsMaxima) {
    try (x) {
      return BLOCKS.call(function, x, parts(name), poolsMaxima);
    }
  }

  /** Weights and biases of a block's convolutions, in the order of declaration. */
  private NDArray[] parts(String block) {
    return FoldedConvolution.parts(
        convolutions.entrySet().stream()
            .filter(each -> each.getKey().startsWith(block + "."))
            .map(Map.Entry::getValue));
  }
}
