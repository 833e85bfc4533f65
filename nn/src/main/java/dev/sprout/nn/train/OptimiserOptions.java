package dev.sprout.nn.train;

/**
 * How weights follow gradients.
 *
 * @param learningRate peak rate, positive
 * @param beta1 decay of the gradient's running mean, in [0, 1)
 * @param beta2 decay of the squared gradient's running mean, in [0, 1)
 * @param epsilon added to the root of the second moment, positive
 * @param weightDecay decoupled decay of arrays with two or more dimensions, ≥ 0
 * @param clipNorm largest norm of all gradients together, positive
 * @param emaDecay decay of the averaged weights, in [0, 1)
 */
public record OptimiserOptions(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    double clipNorm,
    double emaDecay) {

  /** Checks every range. */
  public OptimiserOptions {
    require(learningRate > 0, "learningRate", learningRate, "a positive number");
    require(beta1 >= 0 && beta1 < 1, "beta1", beta1, "a number from 0 to below 1");
    require(beta2 >= 0 && beta2 < 1, "beta2", beta2, "a number from 0 to below 1");
    require(epsilon > 0, "epsilon", epsilon, "a positive number");
    require(weightDecay >= 0, "weightDecay", weightDecay, "zero or a positive number");
    require(clipNorm > 0, "clipNorm", clipNorm, "a positive number");
    require(emaDecay >= 0 && emaDecay < 1, "emaDecay", emaDecay, "a number from 0 to below 1");
  }

  /** The decay at a step: young averages forget faster, so that they don't keep the beginning. */
  double averageDecay(long step) {
    return Math.min(emaDecay, (1.0 + step) / (10.0 + step));
  }

  private static void require(boolean valid, String name, double value, String accepted) {
    if (!valid) {
      throw dev.sprout.core.UserError.badRequest("%s is %s; accepted is %s", name, value, accepted);
    }
  }
}
