package dev.sprout.nn.train;

import dev.sprout.core.Require;

/**
 * How fast an array is trained beside others.
 *
 * @param share factor of the learning rate, above 0, up to 1000
 * @param fixedSteps steps of the run before the array's first update, ≥ 0; its moments and their
 *     bias correction begin there
 */
public record ArrayRate(double share, long fixedSteps) {
  /** The learning rate itself, from the first step on. */
  public static final ArrayRate USUAL = new ArrayRate(1, 0);

  private static final double LARGEST = 1000;

  /** Checks the ranges. */
  public ArrayRate {
    Require.positiveUpTo("share", share, LARGEST);
    Require.atLeast("fixedSteps", fixedSteps, 0);
  }
}
