package dev.sprout.evaluation.features;

import dev.sprout.core.UserError;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.pictures.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network that turns pictures into feature vectors. Distances between features mean something
 * only within one extractor: equal {@link #name}, {@link #weightsHash} and {@link #input}. Weights
 * are constant; calls are thread-safe.
 */
public interface FeatureExtractor extends AutoCloseable {

  /** Name in reports, such as {@code inception}. */
  String name();

  /** SHA-256 of the weight file in 64 hexadecimal digits; {@code by formula} without a file. */
  String weightsHash();

  /** How pictures are resized and scaled. */
  InputProtocol input();

  /**
   * The layers that can be requested, from the shallowest; the usual one for distances is {@link
   * #usualLayer}.
   */
  List<FeatureLayer> layers();

  /** Name of the layer of which distances are usually computed. */
  String usualLayer();

  /** Name of the layer of class scores before the softmax, as the Inception Score takes them. */
  Optional<String> logits();

  /**
   * Features of prepared pictures.
   *
   * @param pictures planes of {@link #input}, [B][3·S·S]
   * @param layers names of {@link #layers}
   * @return features [B, D] of each requested layer
   * @throws UserError for an unknown layer
   */
  Map<String, FeatureMatrix> extract(float[][] pictures, List<String> layers);

  /** Features of pictures; for sets larger than a batch see {@link FeatureExtraction}. */
  default Map<String, FeatureMatrix> features(List<Picture> pictures, List<String> layers) {
    List<float[]> prepared = new ArrayList<>();
    for (Picture picture : pictures) {
      prepared.add(input().prepare(picture, "picture " + prepared.size()));
    }
    return extract(prepared.toArray(float[][]::new), layers);
  }

  /** The layer of a name. */
  default FeatureLayer layer(String name) {
    return layers().stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.invalid(
                    "layer",
                    name,
                    String.join(", ", layers().stream().map(FeatureLayer::name).toList())));
  }

  /** Frees the weights. */
  @Override
  void close();
}
