package dev.sprout.tokenunify.tasks;

/**
 * Weights with which affinities of 1 and of 0 count alike, however rare one of them is.
 *
 * @param positive weight of affinities of 1
 * @param negative weight of affinities of 0
 */
public record ClassBalance(double positive, double negative) {
  private static final double SMALLEST_SHARE = 0.05;
  private static final double LARGEST_SHARE = 0.99;

  /**
   * Balances a target; one of a single value isn't weighted.
   *
   * @param affinities of 0 and 1, all channels together
   */
  public static ClassBalance of(float[] affinities) {
    long ones = 0;
    for (float affinity : affinities) {
      ones += affinity == 1 ? 1 : 0;
    }
    return of(ones, affinities.length);
  }

  private static ClassBalance of(long ones, long all) {
    if (ones == 0 || ones == all) {
      return new ClassBalance(1, 1);
    }
    double share = (double) ones / all;
    double kept = Math.min(Math.max(share, SMALLEST_SHARE), LARGEST_SHARE);
    return kept > 0.5
        ? new ClassBalance(1, kept / (1 - kept))
        : new ClassBalance((1 - kept) / kept, 1);
  }

  /** The weight of every affinity. */
  public float[] weights(float[] affinities) {
    float[] weights = new float[affinities.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (affinities[i] == 1 ? positive : negative);
    }
    return weights;
  }
}
