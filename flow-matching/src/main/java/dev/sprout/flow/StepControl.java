package dev.sprout.flow;

/**
 * Step lengths from measured errors by proportional-integral control with the constants of DOPRI5
 * (Hairer, Nørsett and Wanner, "Solving Ordinary Differential Equations I", section II.4). Errors
 * are relative to the tolerance; up to 1 is accepted. One instance per run.
 */
final class StepControl {
  private static final double SAFETY = 0.9;
  private static final double SMALLEST = 0.2;
  private static final double LARGEST = 10;

  /** Weight of the previous error. */
  private static final double INTEGRAL = 0.04;

  /** 1/5 for a method of order 5, reduced for stability under the integral part. */
  private static final double PROPORTIONAL = 0.2 - 0.75 * INTEGRAL;

  private static final double LEAST_ERROR = 1e-4;

  private double previous = LEAST_ERROR;
  private boolean rejected;

  /** Ratio of the next step's length to the last one's. */
  double factor(double error) {
    double proportional = SAFETY * Math.pow(error, -PROPORTIONAL);
    if (error > 1) {
      rejected = true;
      return Math.max(SMALLEST, proportional);
    }
    double limit = rejected ? 1 : LARGEST;
    double factor = proportional * Math.pow(previous, INTEGRAL);
    rejected = false;
    previous = Math.max(error, LEAST_ERROR);
    return Math.min(limit, Math.max(SMALLEST, factor));
  }
}
