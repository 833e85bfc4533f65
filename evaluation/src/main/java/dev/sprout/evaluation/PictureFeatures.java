package dev.sprout.evaluation;

import dev.sprout.core.UserError;
import dev.sprout.evaluation.features.FeatureExtractor;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.evaluation.metrics.Statistics;
import dev.sprout.evaluation.metrics.StatisticsAccumulator;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Features of a picture source, batch by batch. A picture that can't be read ends the work with its
 * name. For one thread.
 *
 * @param extractor the network
 * @param layer the layer to compare
 * @param precision the network's precision, for the protocol
 * @param acceptsMixedSizes whether the pictures of a set may differ in size; each is then resized by
 *     itself
 */
public record PictureFeatures(
    FeatureExtractor extractor, String layer, String precision, boolean acceptsMixedSizes)
    implements AutoCloseable {
  private static final int BATCH = 32; // of the programs whose figures are known

  /** Checks that the network has the layer. */
  public PictureFeatures {
    extractor.layer(layer);
  }

  /** Protocol of all features from here. */
  public FeatureProtocol protocol() {
    return FeatureProtocol.of(extractor, layer, precision);
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
    Rows features = new Rows(name, source.size(), extractor.layer(layer).dimensions());
    Rows scores =
        logits == null
            ? null
            : new Rows(name, source.size(), extractor.layer(logits).dimensions());
    List<String> layers = Stream.of(layer, logits).filter(each -> each != null).distinct().toList();
    forEachBatch(
        name,
        source,
        layers,
        batch -> {
          features.add(batch.get(layer));
          if (scores != null) {
            scores.add(batch.get(logits));
          }
          done.accept(features.filled());
        });
    return FeatureSet.of(
        name, protocol(), features.matrix(), scores == null ? null : scores.matrix());
  }

  /** Statistics of a set, in memory that doesn't grow with it; see {@link #read}. */
  public Statistics statistics(String name, PictureSource source, IntConsumer done) {
    StatisticsAccumulator statistics =
        new StatisticsAccumulator(extractor.layer(layer).dimensions());
    int[] read = {0};
    forEachBatch(
        name,
        source,
        List.of(layer),
        batch -> {
          statistics.add(batch.get(layer));
          read[0] += batch.get(layer).rows();
          done.accept(read[0]);
        });
    return statistics.statistics();
  }

  private void forEachBatch(
      String name,
      PictureSource source,
      List<String> layers,
      Consumer<Map<String, FeatureMatrix>> use) {
    if (source.size() < 2) {
      throw UserError.failure("%s holds one picture; a distance takes at least two", name);
    }
    Picture first = source.picture(0);
    for (int begin = 0; begin < source.size(); begin += BATCH) {
      int end = Math.min(source.size(), begin + BATCH);
      float[][] prepared =
          IntStream.range(begin, end)
              .parallel()
              .mapToObj(i -> prepared(source, i, first))
              .toArray(float[][]::new);
      use.accept(extracted(source, begin, prepared, layers));
    }
  }

  private float[] prepared(PictureSource source, int index, Picture first) {
    Picture picture = source.picture(index);
    String id = source.example(index).id();
    boolean differs = picture.width() != first.width() || picture.height() != first.height();
    if (differs && !acceptsMixedSizes) {
      throw UserError.failure(
          "%s has %d×%d pixels and %s %d×%d; a set takes pictures of one size, as sizes show in the"
              + " features. --mixed-sizes accepts them.",
          id,
          picture.width(),
          picture.height(),
          source.example(0).id(),
          first.width(),
          first.height());
    }
    return extractor.input().prepare(picture, id);
  }

  private Map<String, FeatureMatrix> extracted(
      PictureSource source, int begin, float[][] prepared, List<String> layers) {
    try {
      return extractor.extract(prepared, layers);
    } catch (UserError e) {
      throw UserError.failure(
          e,
          "pictures %s to %s: %s",
          source.example(begin).id(),
          source.example(begin + prepared.length - 1).id(),
          e.getMessage());
    }
  }

  /** Frees the network. */
  @Override
  public void close() {
    extractor.close();
  }

  /** Rows of features as they come. */
  private static final class Rows {
    private final float[] values;
    private final int columns;
    private int filled;

    Rows(String name, int rows, int columns) {
      if ((long) rows * columns > Integer.MAX_VALUE - 8) {
        throw UserError.failure(
            "%s: %d pictures of %d features are too many for one array; choose --metrics fd and"
                + " statistics of parts",
            name, rows, columns);
      }
      this.values = new float[rows * columns];
      this.columns = columns;
    }

    void add(FeatureMatrix batch) {
      System.arraycopy(batch.values(), 0, values, filled * columns, batch.values().length);
      filled += batch.rows();
    }

    int filled() {
      return filled;
    }

    FeatureMatrix matrix() {
      return new FeatureMatrix(values, columns);
    }
  }
}
