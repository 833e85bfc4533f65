package dev.sprout.evaluation.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.NpzFile;
import dev.sprout.pictures.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Recomputes recorded features of the Inception network, from pictures on. */
public final class InceptionVerification {
  private static final String PICTURES = "images_";

  private final NpzFile vectors;
  private final NDManager manager;
  private final FeatureExtractor extractor;

  private InceptionVerification(NpzFile vectors, NDManager manager, FeatureExtractor extractor) {
    this.vectors = vectors;
    this.manager = manager;
    this.extractor = extractor;
  }

  /**
   * Compares all recorded layers of pictures of all recorded sizes. A difference is a share of the
   * largest number of its array.
   *
   * @param weights file of the network's weights; null for those by formula
   * @param vectorsFile NPZ with {@code images_HxW} uint8 [B, 3, H, W] and any of {@code 64_HxW},
   *     {@code 192_HxW}, {@code 768_HxW}, {@code 2048_HxW}, {@code logits_unbiased_HxW} [B, D]
   * @throws UserError when a file can't be read or holds no such arrays
   */
  public static List<Check> run(Path weights, Path vectorsFile) {
    try (NpzFile vectors = NpzFile.open(vectorsFile);
        NDManager manager = ComputeDevice.CPU.newManager();
        FeatureExtractor extractor =
            weights == null
                ? InceptionExtractor.byFormula(Resize.TENSORFLOW_BILINEAR, ComputeDevice.CPU)
                : InceptionExtractor.load(weights, Resize.TENSORFLOW_BILINEAR, ComputeDevice.CPU)) {
      InceptionVerification verification = new InceptionVerification(vectors, manager, extractor);
      List<Check> checks = new ArrayList<>();
      for (String name : vectors.names()) {
        if (name.startsWith(PICTURES)) {
          checks.addAll(verification.compare(name));
        }
      }
      if (checks.isEmpty()) {
        throw UserError.failure(
            "%s holds no pictures with features; needed are images_HxW and 2048_HxW or other"
                + " layers, with the height H and width W",
            vectorsFile);
      }
      return checks;
    }
  }

  private List<Check> compare(String name) {
    String size = name.substring(PICTURES.length());
    List<String> layers =
        extractor.layers().stream()
            .map(FeatureLayer::name)
            .filter(layer -> vectors.names().contains(layer + "_" + size))
            .toList();
    Map<String, FeatureMatrix> features = extractor.features(pictures(name), layers);
    List<Check> checks = new ArrayList<>();
    features.forEach((layer, values) -> checks.add(check(layer + "_" + size, values)));
    return checks;
  }

  private Check check(String name, FeatureMatrix features) {
    NDArray recorded = vectors.read(name, manager);
    NDArray computed =
        manager.create(features.values(), new Shape(features.rows(), features.columns()));
    float largest = recorded.abs().max().getFloat();
    return Check.of(name, computed.div(largest), recorded.div(largest));
  }

  private List<Picture> pictures(String name) {
    NDArray recorded = vectors.read(name, manager); // [B, 3, H, W]
    Shape shape = recorded.getShape();
    if (recorded.getDataType() != DataType.UINT8
        || shape.dimension() != 4
        || shape.get(1) != 3
        || shape.size() == 0) {
      throw UserError.failure(
          "%s is recorded as %s %s; needed are pictures of bytes, uint8 [B, 3, H, W]",
          name, recorded.getDataType(), shape);
    }
    int height = Math.toIntExact(shape.get(2));
    int width = Math.toIntExact(shape.get(3));
    byte[] interleaved = recorded.transpose(0, 2, 3, 1).toByteArray(); // [B, H, W, 3]
    List<Picture> pictures = new ArrayList<>();
    int bytes = 3 * height * width;
    for (int at = 0; at < interleaved.length; at += bytes) {
      byte[] rgb = Arrays.copyOfRange(interleaved, at, at + bytes);
      pictures.add(new Picture(width, height, rgb));
    }
    return pictures;
  }
}
