package dev.sprout.evaluation.metrics;

import dev.sprout.core.UserError;

/**
 * CMMD: 1000 times the squared maximum mean discrepancy of CLIP embeddings with the Gaussian kernel
 * exp(−|x − y|²/(2·10²)) (Jayasumana et al., arXiv 2401.09603). The authors' program normalises
 * embeddings to length 1 first; here rows are taken as they are.
 *
 * @param biased over all pairs, a vector with itself included: what the authors' program prints
 * @param unbiased over pairs of different pictures only; may be negative
 */
public record Cmmd(double biased, double unbiased) {
  private static final double SCALE = 1000;
  private static final double SIGMA = 10;

  /**
   * Compares two sets of embeddings.
   *
   * @throws UserError when dimensions differ or a set has fewer than two pictures
   */
  public static Cmmd of(FeatureMatrix a, FeatureMatrix b) {
    a.requireComparable(b);
    a.requireRows(2, "CMMD");
    b.requireRows(2, "CMMD");
    double within = distinctPairs(a);
    double otherWithin = distinctPairs(b);
    double n = a.rows();
    double m = b.rows();
    double between = sum(a, b) / (n * m);
    double biased = (within + n) / (n * n) + (otherWithin + m) / (m * m) - 2 * between;
    double unbiased = within / (n * (n - 1)) + otherWithin / (m * (m - 1)) - 2 * between;
    return new Cmmd(SCALE * biased, SCALE * unbiased);
  }

  /** Sum over pairs of different rows; a row with itself has the kernel 1. */
  private static double distinctPairs(FeatureMatrix a) {
    CompensatedSum sum = new CompensatedSum();
    PairBlocks.squaredDistances(a, a, (i, j, d) -> sum.add(i == j ? 0 : kernel(d)));
    return sum.value();
  }

  private static double sum(FeatureMatrix a, FeatureMatrix b) {
    CompensatedSum sum = new CompensatedSum();
    PairBlocks.squaredDistances(a, b, (i, j, d) -> sum.add(kernel(d)));
    return sum.value();
  }

  private static double kernel(double squaredDistance) {
    return Math.exp(-squaredDistance / (2 * SIGMA * SIGMA));
  }
}
