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
 * Features of the FID Inception network, which the published Fréchet Inception Distances, Kernel
 * Inception Distances and Inception Scores rest on. Its weights are a file that doesn't ship with
 * Sprout.
 */
public final class InceptionExtractor extends NetworkExtractor {
  /** Name in reports. */
  public static final String NAME = "inception";

  /**
   * Pictures at once: more no longer fit the processor's caches. Measured on one core of an AMD
   * EPYC with AVX-512: 8.3, 8.9, 8.8, 8.4 and 7.9 pictures a second with 1, 4, 8, 16 and 32.
   */
  private static final int AT_ONCE = 4;

  private static final List<FeatureLayer> LAYERS =
      List.of(
          new FeatureLayer("64", 64),
          new FeatureLayer("192", 192),
          new FeatureLayer("768", 768),
          new FeatureLayer("2048", 2048),
          new FeatureLayer("logits_unbiased", InceptionNetwork.CLASSES));

  private final InceptionNetwork network;

  private InceptionExtractor(
      Weights weights, String weightsHash, Resize resize, NDManager manager) {
    super(manager, weightsHash, protocol(resize));
    this.network = new InceptionNetwork(weights, manager);
  }

  /**
   * Reads the weights.
   *
   * @param weights a {@code .pth} or safetensors file with the names and shapes of {@code
   *     weights-inception-2015-12-05}
   * @param resize {@link Resize#TENSORFLOW_BILINEAR} as in the original, or {@link Resize#BICUBIC}
   *     as in clean-fid
   * @throws UserError listing arrays that are missing, unknown or of another shape
   */
  public static InceptionExtractor load(Path weights, Resize resize, ComputeDevice device) {
    NDManager manager = device.newManager();
    return orClose(
        manager,
        () -> {
          try (Weights read =
              Weights.load(
                  weights, InceptionNetwork.parameters(), InceptionNetwork::isUnused, manager)) {
            return new InceptionExtractor(read, FileHash.whole(weights), resize, manager);
          }
        });
  }

  /**
   * The network with weights made by a formula, by which it is verified and timed. Its features
   * mean nothing.
   */
  public static InceptionExtractor byFormula(Resize resize, ComputeDevice device) {
    NDManager manager = device.newManager();
    return orClose(
        manager,
        () -> {
          try (Weights made = FormulaWeights.of(InceptionNetwork.parameters(), manager)) {
            return new InceptionExtractor(made, "by formula", resize, manager);
          }
        });
  }

  private static InputProtocol protocol(Resize resize) {
    return InputProtocol.of(resize, InceptionNetwork.SIZE, 128, 128);
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
    return "2048";
  }

  @Override
  public Optional<String> logits() {
    return Optional.of("logits_unbiased");
  }

  @Override
  Map<String, NDArray> forward(NDArray pictures, List<String> layers) {
    return network.forward(pictures, layers);
  }

  @Override
  int atOnce() {
    return AT_ONCE;
  }
}
