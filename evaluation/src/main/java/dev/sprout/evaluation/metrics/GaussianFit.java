package dev.sprout.evaluation.metrics;

/**
 * Normal distribution fitted to feature vectors, ready for {@link FrechetDistance}: the costly root
 * of its covariance is computed once, so that one reference can be compared with many sets.
 * Immutable and thread-safe.
 */
public final class GaussianFit {
  private final double[] mean; // [D]
  private final Matrix root; // F [R, D] of the covariance FᵀF
  private final double variance;
  private final int rank;

  private GaussianFit(double[] mean, Matrix root, int rank) {
    this.mean = mean;
    this.root = root;
    this.variance = root.squaredNorm();
    this.rank = rank;
  }

  /**
   * Fits to a set of features. Of up to D pictures, the centred vectors themselves are a root of
   * the covariance, without rounding.
   *
   * @throws dev.sprout.core.UserError for fewer than two pictures
   */
  public static GaussianFit of(FeatureMatrix features) {
    if (features.rows() > features.columns()) {
      return of(Statistics.of(features));
    }
    features.requireRows(2, "a covariance");
    Matrix centred = features.block(0, features.rows());
    double[] mean = Moments.centre(centred);
    double[] values = centred.values();
    double scale = 1 / Math.sqrt(features.rows() - 1);
    for (int i = 0; i < values.length; i++) {
      values[i] *= scale;
    }
    return new GaussianFit(mean, centred, LinearAlgebra.rank(centred));
  }

  /**
   * Fits to statistics.
   *
   * @throws dev.sprout.core.UserError when the covariance has negative eigenvalues
   */
  public static GaussianFit of(Statistics statistics) {
    int dimension = statistics.dimension();
    Matrix root = LinearAlgebra.root(new Matrix(statistics.covariance(), dimension, dimension));
    return new GaussianFit(statistics.mean(), root, root.rows());
  }

  /** Number of dimensions D. */
  public int dimension() {
    return mean.length;
  }

  /** Rank of the covariance, at most D; with N pictures also at most N − 1. */
  public int rank() {
    return rank;
  }

  double[] mean() {
    return mean;
  }

  Matrix root() {
    return root;
  }

  /** Trace of the covariance. */
  double variance() {
    return variance;
  }
}
