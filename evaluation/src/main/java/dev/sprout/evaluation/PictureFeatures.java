package dev.sprout.evaluation;

import dev.sprout.core.UserError;
import dev.sprout.evaluation.features.FeatureExtraction;
import dev.sprout.evaluation.features.FeatureExtractor;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.evaluation.metrics.Statistics;
import dev.sprout.pictures.PictureSource;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Features of a picture source, batch by batch. A picture that can't be read ends the work with its
 * name. For one thread.
 *
 * @param extractor the network
 * @param layer the layer to compare
 * @param precision the network's precision, for the protocol
 * @param acceptsMixedSizes whether the pictures of a set may differ in size; each is then resized
 *     by itself
 */
public record PictureFeatures(
    FeatureExtractor extractor, String layer, String precision, boolean acceptsMixedSizes)
    implements AutoCloseable {
  /** Checks that the network has the layer. */
  public PictureFeatures {
    extractor.layer(layer);
  }

  /** Protocol of all features from here. */
  public FeatureProtocol protocol() {
    return FeatureProtocol.of(extractor, layer, precision, acceptsMixedSizes);
  }

  /**
   * Features of each picture.
   *
   * @param name name of the set in messages
   * @param withLogits whether class scores are needed too, if the network has them
   * @param done told the number of finished pictures after each batch
   * @throws UserError when there are fewer than two pictures, one can't be read, their sizes differ
   *     or a feature is not finite
   */
  public FeatureSet read(String name, PictureSource source, boolean withLogits, IntConsumer done) {
    String logits = withLogits ? extractor.logits().orElse(null) : null;
    Map<String, FeatureMatrix> found =
        extract(
            name,
            source,
            Stream.of(layer, logits).filter(each -> each != null).distinct().toList(),
            done);
    return FeatureSet.of(
        name, protocol(), found.get(layer), logits == null ? null : found.get(logits));
  }

  /** Statistics of a set; see {@link #read}. */
  public Statistics statistics(String name, PictureSource source, IntConsumer done) {
    return Statistics.of(extract(name, source, List.of(layer), done).get(layer));
  }

  private Map<String, FeatureMatrix> extract(
      String name, PictureSource source, List<String> layers, IntConsumer done) {
    if (source.size() < 2) {
      throw UserError.failure("%s holds one picture; a distance takes at least two", name);
    }
    PictureSource pictures = acceptsMixedSizes ? source : new EqualSizes(source);
    return new FeatureExtraction(extractor, FeatureExtraction.USUAL_BATCH)
        .run(pictures, layers, done);
  }

  /** Frees the network. */
  @Override
  public void close() {
    extractor.close();
  }
}
