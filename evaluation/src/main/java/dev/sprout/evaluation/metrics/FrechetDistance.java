package dev.sprout.evaluation.metrics;

import dev.sprout.core.UserError;

/**
 * Squared Fréchet distance between normal distributions fitted to two sets of feature vectors,
 * called FID with features of the Inception network (Heusel et al., arXiv 1706.08500): |m₁ − m₂|² +
 * tr(C₁ + C₂ − 2(C₁^½ C₂ C₁^½)^½), with unbiased covariances C and nothing added to them.
 *
 * <p>With roots C = FᵀF, the last trace is the sum of the singular values of F₁F₂ᵀ. Their squares,
 * the eigenvalues of C₁C₂, would lose half of the digits; where a covariance has no full rank, that
 * shows in the result.
 *
 * @param value the distance, ≥ 0
 * @param means share of the means
 * @param covariances share of the covariances
 * @param rank rank of the first covariance
 * @param otherRank rank of the second covariance
 * @param dimension number of dimensions
 */
public record FrechetDistance(
    double value, double means, double covariances, int rank, int otherRank, int dimension) {

  /**
   * Distance between two fits.
   *
   * @throws UserError when dimensions differ
   */
  public static FrechetDistance of(GaussianFit a, GaussianFit b) {
    int dimension = a.dimension();
    if (b.dimension() != dimension) {
      throw UserError.failure(
          "features of %d and of %d dimensions can't be compared; take both from one network and"
              + " layer",
          dimension, b.dimension());
    }
    double means = 0;
    for (int d = 0; d < dimension; d++) {
      double difference = a.mean()[d] - b.mean()[d];
      means += difference * difference;
    }
    double cross = LinearAlgebra.nuclearNorm(a.root(), b.root());
    double covariances = Math.max(0, a.variance() + b.variance() - 2 * cross);
    return new FrechetDistance(
        means + covariances, means, covariances, a.rank(), b.rank(), dimension);
  }

  /**
   * Distance between two sets of features.
   *
   * @throws UserError when dimensions differ or a set has fewer than two pictures
   */
  public static FrechetDistance of(FeatureMatrix a, FeatureMatrix b) {
    a.requireComparable(b);
    return of(GaussianFit.of(a), GaussianFit.of(b));
  }

  /**
   * Whether a set has too few pictures for its dimensions, so that its covariance has no full rank.
   * The distance is that of the fitted distributions all the same, but far above the one that more
   * pictures would give.
   */
  public boolean rankDeficient() {
    return Math.min(rank, otherRank) < dimension;
  }
}
