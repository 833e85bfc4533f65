package dev.sprout.evaluation.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.nn.model.Initialisation;
import dev.sprout.nn.model.Parameter;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * EfficientNet-Lite0: EfficientNet-B0 (Tan and Le, 2019, table 1) without squeeze-and-excitation
 * and with ReLU6 in place of swish, as its authors published it in 2020. Thread-safe.
 */
final class EfficientNetLite0Network {
  static final int SIZE = 224;
  static final int FEATURES = 1280;
  static final int CLASSES = 1000;

  private static final int STEM = 32;
  private static final double EPSILON = 1e-3; // of the published batch norms

  /** Stages: expansion, kernel, stride of the first block, output channels, blocks. */
  private static final int[][] STAGES = {
    {1, 3, 1, 16, 1},
    {6, 3, 2, 24, 2},
    {6, 5, 2, 40, 2},
    {6, 3, 2, 80, 3},
    {6, 5, 1, 112, 3},
    {6, 5, 2, 192, 4},
    {6, 3, 1, 320, 1}
  };

  private static final TorchScript LAYERS =
      TorchScript.load(EfficientNetLite0Network.class, "EfficientNetLite0.torchscript");

  private final FoldedConvolution stem;
  private final List<FoldedBlock> blocks = new ArrayList<>();
  private final FoldedConvolution head;
  private final NDArray[] classifier; // [1000, 1280] and [1000]

  /**
   * An inverted residual block (Sandler et al., 2018): expands, convolves each channel, projects.
   */
  private record Block(String name, int expansion, int kernel, int stride, int in, int out) {
    int inner() {
      return expansion * in;
    }

    boolean expands() {
      return expansion > 1;
    }

    boolean adds() {
      return stride == 1 && in == out;
    }
  }

  private record FoldedBlock(Block block, NDArray[] parts) {}

  /** Folds batch norms into weights of {@link #parameters}, which aren't needed any more. */
  EfficientNetLite0Network(Weights weights, NDManager manager) {
    stem = FoldedConvolution.of(weights, "_conv_stem.weight", "_bn0", 1, EPSILON, manager);
    for (Block block : blocks()) {
      blocks.add(new FoldedBlock(block, fold(block, weights, manager)));
    }
    head = FoldedConvolution.of(weights, "_conv_head.weight", "_bn1", 1, EPSILON, manager);
    classifier =
        Stream.of("_fc.weight", "_fc.bias")
            .map(name -> weights.get(name).duplicate())
            .peek(array -> array.attach(manager))
            .toArray(NDArray[]::new);
  }

  private static NDArray[] fold(Block block, Weights weights, NDManager manager) {
    List<FoldedConvolution> parts = new ArrayList<>();
    String name = block.name();
    if (block.expands()) {
      parts.add(part(weights, name + "_expand_conv", name + "_bn0", 1, manager));
    }
    parts.add(part(weights, name + "_depthwise_conv", name + "_bn1", block.inner(), manager));
    parts.add(part(weights, name + "_project_conv", name + "_bn2", 1, manager));
    return FoldedConvolution.parts(parts.stream());
  }

  private static FoldedConvolution part(
      Weights weights, String convolution, String norm, int groups, NDManager manager) {
    return FoldedConvolution.of(weights, convolution + ".weight", norm, groups, EPSILON, manager);
  }

  private static List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    int in = STEM;
    for (int[] stage : STAGES) {
      for (int i = 0; i < stage[4]; i++) {
        String name = "_blocks." + blocks.size() + ".";
        blocks.add(new Block(name, stage[0], stage[1], i == 0 ? stage[2] : 1, in, stage[3]));
        in = stage[3];
      }
    }
    return blocks;
  }

  /** Names and shapes of all arrays. */
  static List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    convolution(parameters, "_conv_stem", "_bn0", STEM, 3, 3);
    for (Block block : blocks()) {
      String name = block.name();
      if (block.expands()) {
        convolution(parameters, name + "_expand_conv", name + "_bn0", block.inner(), block.in(), 1);
      }
      convolution(
          parameters, name + "_depthwise_conv", name + "_bn1", block.inner(), 1, block.kernel());
      convolution(parameters, name + "_project_conv", name + "_bn2", block.out(), block.inner(), 1);
    }
    convolution(parameters, "_conv_head", "_bn1", FEATURES, 320, 1);
    add(parameters, "_fc.weight", CLASSES, FEATURES);
    add(parameters, "_fc.bias", CLASSES);
    return parameters;
  }

  private static void convolution(
      List<Parameter> parameters, String name, String norm, int out, int in, int kernel) {
    add(parameters, name + ".weight", out, in, kernel, kernel);
    for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
      add(parameters, norm + "." + part, out);
    }
  }

  /** Weights are always read, so the initialisation has no meaning. */
  private static void add(List<Parameter> parameters, String name, long... shape) {
    parameters.add(Parameter.of(name, Initialisation.ZEROS, shape));
  }

  /** Whether an array of a checkpoint is unused: the counters of batch norms. */
  static boolean isUnused(String name) {
    return name.endsWith(".num_batches_tracked");
  }

  /**
   * Scaled pictures [B, 3, 224, 224] to {@code 1280} [B, 1280], the mean over the last 7×7
   * positions, and {@code logits} [B, 1000]. They belong to the manager of the pictures.
   */
  Map<String, NDArray> forward(NDArray pictures) {
    NDArray x = LAYERS.call("stem", pictures, stem.weight(), stem.bias()); // [B, 32, 112, 112]
    for (FoldedBlock each : blocks) {
      try (NDArray in = x) {
        Block block = each.block();
        x =
            LAYERS.call(
                "block",
                in,
                each.parts(),
                block.kernel(),
                block.stride(),
                block.expands(),
                block.adds());
      }
    }
    NDArray features;
    try (NDArray last = x) { // [B, 320, 7, 7]
      features = LAYERS.call("head", last, head.weight(), head.bias()); // [B, 1280]
    }
    NDArray logits = LAYERS.call("classify", features, classifier[0], classifier[1]);
    return Map.of("1280", features, "logits", logits);
  }
}
