package dev.sprout.evaluation.metrics;

import java.util.Arrays;

/**
 * Improved precision and recall (Kynkäänniemi et al., arXiv 1904.06991): the share of generated
 * pictures in the balls of the real ones, and of real pictures in the balls of the generated ones.
 * A ball reaches to the k-th nearest neighbour in its own set.
 *
 * @param precision 0 to 1
 * @param recall 0 to 1
 */
public record PrecisionRecall(double precision, double recall) {
  /** The paper's number of neighbours. */
  public static final int NEIGHBOURS = 3;

  /** With the paper's k = 3 and distances up to the radius. */
  public static PrecisionRecall of(FeatureMatrix real, FeatureMatrix fake) {
    return of(real, fake, NEIGHBOURS, Surface.INCLUDED);
  }

  /**
   * Compares two sets.
   *
   * @param k 1 to below the number of pictures in each set
   * @throws dev.sprout.core.UserError for another k, or when dimensions differ
   */
  public static PrecisionRecall of(FeatureMatrix real, FeatureMatrix fake, int k, Surface surface) {
    real.requireComparable(fake);
    Neighbourhoods ofReal = new Neighbourhoods(real, k, surface);
    Neighbourhoods ofFake = new Neighbourhoods(fake, k, surface);
    return new PrecisionRecall(share(ofReal.count(fake)), share(ofFake.count(real)));
  }

  /**
   * Squared radii of some vectors' balls in their set, with the paper's k: the part of the work
   * that {@link #inside} takes whole.
   *
   * @param begin first row, at best a multiple of 512
   * @param end row after the last
   */
  public static double[] squaredRadii(FeatureMatrix set, int begin, int end) {
    return Neighbourhoods.squaredRadii(set, NEIGHBOURS, begin, end);
  }

  /**
   * How many of some vectors of another set are in any ball. Summed over all its rows and divided
   * by their number, it is the precision or the recall.
   *
   * @param squaredRadii of all centres
   * @param begin first row of the others, at best a multiple of 512
   * @param end row after the last
   */
  public static long inside(
      FeatureMatrix centres, double[] squaredRadii, FeatureMatrix others, int begin, int end) {
    centres.requireComparable(others);
    return covered(
        new Neighbourhoods(centres, squaredRadii, Surface.INCLUDED)
            .count(others.range(begin, end)));
  }

  /** Share of vectors that are in any ball. */
  private static double share(Neighbourhoods.Counts counts) {
    return covered(counts) / (double) counts.ballsOf().length;
  }

  private static long covered(Neighbourhoods.Counts counts) {
    return Arrays.stream(counts.ballsOf()).filter(balls -> balls > 0).count();
  }
}
