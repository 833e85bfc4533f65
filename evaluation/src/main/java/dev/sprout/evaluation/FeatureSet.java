package dev.sprout.evaluation;

import dev.sprout.core.UserError;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.evaluation.metrics.GaussianFit;
import dev.sprout.evaluation.metrics.Statistics;
import dev.sprout.evaluation.metrics.StatisticsFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is known of a set: features of each picture, or statistics of them alone. For one thread.
 */
public final class FeatureSet {
  private final String name;
  private final FeatureProtocol protocol;
  private final FeatureMatrix features;
  private final FeatureMatrix logits;
  private final Statistics statistics;
  private GaussianFit fit;

  private FeatureSet(
      String name,
      FeatureProtocol protocol,
      FeatureMatrix features,
      FeatureMatrix logits,
      Statistics statistics) {
    this.name = name;
    this.protocol = protocol;
    this.features = features;
    this.logits = logits;
    this.statistics = statistics;
  }

  /**
   * A set with features of each picture.
   *
   * @param logits class scores of each picture, or null
   */
  public static FeatureSet of(
      String name, FeatureProtocol protocol, FeatureMatrix features, FeatureMatrix logits) {
    return new FeatureSet(name, protocol, features, logits, null);
  }

  /** A set of which statistics are known alone. */
  public static FeatureSet of(String name, FeatureProtocol protocol, Statistics statistics) {
    return new FeatureSet(name, protocol, null, null, statistics);
  }

  /**
   * Reads statistics, with their protocol where the file has one.
   *
   * @throws UserError when the file can't be read or is damaged
   */
  public static FeatureSet read(Path file) {
    StatisticsFile stored = StatisticsFile.read(file);
    FeatureProtocol protocol =
        stored.protocol().map(json -> FeatureProtocol.parse(json, file.toString())).orElse(null);
    return new FeatureSet(file.toString(), protocol, null, null, stored.statistics());
  }

  /** Path or name in messages. */
  public String name() {
    return name;
  }

  /** How the features were made; empty for statistics that don't say it. */
  public Optional<FeatureProtocol> protocol() {
    return Optional.ofNullable(protocol);
  }

  /** Features of each picture; empty for statistics. */
  public Optional<FeatureMatrix> features() {
    return Optional.ofNullable(features);
  }

  /** Class scores of each picture before the softmax; empty for statistics. */
  public Optional<FeatureMatrix> logits() {
    return Optional.ofNullable(logits);
  }

  /** Number of pictures; 0 if it isn't known. */
  public long count() {
    return features == null ? statistics.count() : features.rows();
  }

  /** Dimensions of a feature vector. */
  public int dimension() {
    return features == null ? statistics.dimension() : features.columns();
  }

  /**
   * The chosen pictures, in the given order; one may be chosen more than once.
   *
   * @throws UserError for statistics, or when there is no such picture
   */
  FeatureSet selected(int... pictures) {
    if (features == null) {
      throw UserError.failure("%s holds statistics only, which no pictures are chosen of", name);
    }
    return of(
        name,
        protocol,
        features.selected(pictures),
        logits == null ? null : logits.selected(pictures));
  }

  /**
   * Normal distribution fitted to the features, computed once.
   *
   * @throws UserError naming the set, when its statistics are those of no distribution
   */
  GaussianFit fit() {
    if (fit == null) {
      try {
        fit = features == null ? GaussianFit.of(statistics) : GaussianFit.of(features);
      } catch (UserError e) {
        throw UserError.failure(e, "%s: %s", name, e.getMessage());
      }
    }
    return fit;
  }
}
