package dev.sprout.evaluation.metrics;

import dev.sprout.core.UserError;

/**
 * Mean and covariance of the feature vectors of a set of pictures. Immutable and thread-safe while
 * the arrays are not written.
 *
 * @param count number of pictures; 0 where a file doesn't say
 * @param mean [D]
 * @param covariance [D, D] over N − 1, row after row; not copied
 */
public record Statistics(long count, double[] mean, double[] covariance) {
  /** Largest ratio of |C_ij − C_ji| to the largest variance that rounding can explain. */
  private static final double ASYMMETRY = 1e-4;

  /**
   * Checks the sizes and that all values are finite and the covariance symmetric.
   *
   * @throws UserError otherwise
   */
  public Statistics {
    if (count < 0 || count == 1 || mean.length == 0) {
      throw UserError.failure(
          "statistics of %d pictures with %d dimensions don't exist", count, mean.length);
    } else if (covariance.length != (long) mean.length * mean.length) {
      throw UserError.failure(
          "a mean of %d dimensions and a covariance of %d numbers don't belong together",
          mean.length, covariance.length);
    }
    checkFinite("mean", mean);
    checkFinite("covariance", covariance);
    checkSymmetric(mean.length, covariance);
  }

  private static void checkFinite(String name, double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw UserError.failure("the %s holds %s; accepted are finite numbers", name, value);
      }
    }
  }

  private static void checkSymmetric(int dimension, double[] covariance) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < dimension; i++) {
      largest = Math.max(largest, covariance[i * dimension + i]);
      for (int j = 0; j < i; j++) {
        double other = covariance[j * dimension + i];
        difference = Math.max(difference, Math.abs(covariance[i * dimension + j] - other));
      }
    }
    if (difference > ASYMMETRY * largest) {
      throw UserError.failure("the covariance is not symmetric: entries differ by %s", difference);
    }
  }

  /**
   * Statistics of a set that is in memory.
   *
   * @throws UserError for fewer than two pictures
   */
  public static Statistics of(FeatureMatrix features) {
    StatisticsAccumulator accumulator = new StatisticsAccumulator(features.columns());
    accumulator.add(features);
    return accumulator.statistics();
  }

  /**
   * Statistics of this set and another, disjoint one together.
   *
   * @throws UserError when dimensions differ or a count is not known
   */
  public Statistics merged(Statistics other) {
    if (count == 0 || other.count == 0) {
      throw UserError.failure(
          "statistics can be merged only if their files name the number of pictures");
    }
    Moments both = moments();
    both.add(other.moments());
    return both.statistics();
  }

  private Moments moments() {
    double[] scatter = new double[covariance.length];
    for (int i = 0; i < scatter.length; i++) {
      scatter[i] = covariance[i] * (count - 1);
    }
    return new Moments(count, mean.clone(), scatter);
  }

  /** Number of dimensions D. */
  public int dimension() {
    return mean.length;
  }
}
