package dev.sprout.evaluation.metrics;

import dev.sprout.core.UserError;
import java.io.Serializable;

/**
 * Count, mean and scatter Σ(x − mean)(x − mean)ᵀ of vectors, to which others can be added. Not
 * thread-safe.
 */
public final class Moments implements Serializable {
  private static final long serialVersionUID = 1L;

  private long count;
  private final double[] mean; // [D]
  private final double[] scatter; // [D, D]

  Moments(long count, double[] mean, double[] scatter) {
    this.count = count;
    this.mean = mean;
    this.scatter = scatter;
  }

  /** Those of no vector. */
  static Moments none(int dimension) {
    return new Moments(0, new double[dimension], new double[dimension * dimension]);
  }

  /** Those of the rows of a matrix, which are centred in place. */
  static Moments of(Matrix rows) {
    double[] mean = centre(rows);
    return new Moments(rows.rows(), mean, LinearAlgebra.gram(rows).values());
  }

  /** Takes the mean off every row, in place, and returns it, [D]. */
  static double[] centre(Matrix rows) {
    double[] mean = new double[rows.columns()];
    double[] values = rows.values();
    for (int i = 0; i < values.length; i++) {
      mean[i % mean.length] += values[i];
    }
    for (int d = 0; d < mean.length; d++) {
      mean[d] /= rows.rows();
    }
    for (int i = 0; i < values.length; i++) {
      values[i] -= mean[i % mean.length];
    }
    return mean;
  }

  /**
   * Adds other vectors (Chan, Golub and LeVeque 1979, eq. 2.1).
   *
   * @throws UserError when they have other dimensions
   */
  public void add(Moments other) {
    int dimension = mean.length;
    if (other.mean.length != dimension) {
      throw UserError.failure(
          "statistics of %d and of %d dimensions can't be merged", dimension, other.mean.length);
    }
    double total = (double) count + other.count;
    double[] shift = new double[dimension];
    for (int d = 0; d < dimension; d++) {
      shift[d] = other.mean[d] - mean[d];
    }
    double weight = count * (other.count / total);
    for (int i = 0; i < dimension; i++) {
      double scaled = weight * shift[i];
      for (int j = 0, at = i * dimension; j < dimension; j++, at++) {
        scatter[at] += other.scatter[at] + scaled * shift[j];
      }
    }
    for (int d = 0; d < dimension; d++) {
      mean[d] += shift[d] * (other.count / total);
    }
    count += other.count;
  }

  /** Number of vectors. */
  public long count() {
    return count;
  }

  Moments copy() {
    return new Moments(count, mean.clone(), scatter.clone());
  }

  /**
   * Mean and unbiased covariance.
   *
   * @throws UserError for fewer than two vectors
   */
  public Statistics statistics() {
    if (count < 2) {
      throw UserError.failure("a covariance takes at least two pictures, not %d", count);
    }
    double[] covariance = new double[scatter.length];
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] = scatter[i] / (count - 1);
    }
    return new Statistics(count, mean.clone(), covariance);
  }
}
