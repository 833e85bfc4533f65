package dev.sprout.evaluation.metrics;

import java.util.Arrays;

/**
 * Density and coverage (Naeem et al., arXiv 2002.09797): the number of balls of real pictures
 * around a generated picture over k, averaged; and the share of real pictures with a generated one
 * in their ball. A ball reaches to the k-th nearest real neighbour.
 *
 * @param density from 0; about 1 for equal distributions
 * @param coverage 0 to 1
 */
public record DensityCoverage(double density, double coverage) {
  /** The paper's number of neighbours. */
  public static final int NEIGHBOURS = 5;

  /** With the paper's k = 5 and distances below the radius. */
  public static DensityCoverage of(FeatureMatrix real, FeatureMatrix fake) {
    return of(real, fake, NEIGHBOURS, Surface.EXCLUDED);
  }

  /**
   * Compares two sets.
   *
   * @param k 1 to below the number of real pictures
   * @throws dev.sprout.core.UserError for another k, when dimensions differ, or without a generated
   *     picture
   */
  public static DensityCoverage of(FeatureMatrix real, FeatureMatrix fake, int k, Surface surface) {
    real.requireComparable(fake);
    fake.requireRows(1, "density");
    Neighbourhoods.Counts counts = new Neighbourhoods(real, k, surface).count(fake);
    long balls = Arrays.stream(counts.ballsOf()).asLongStream().sum();
    long covered = Arrays.stream(counts.vectorsIn()).filter(vectors -> vectors > 0).count();
    return new DensityCoverage(balls / ((double) k * fake.rows()), covered / (double) real.rows());
  }
}
