package dev.sprout.nn.train;

import dev.sprout.core.Require;

/**
 * How weights follow gradients.
 *
 * @param learningRate peak rate, above 0, up to 1000
 * @param beta1 decay of the gradient's running mean, in [0, 1)
 * @param beta2 decay of the squared gradient's running mean, in [0, 1)
 * @param epsilon added to the root of the second moment, above 0, up to 1
 * @param weightDecay decoupled decay of arrays with two or more dimensions, ≥ 0
 * @param clipNorm largest norm of all gradients together, above 0
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
    Require.positiveUpTo("learningRate", learningRate, 1000);
    Require.fraction("beta1", beta1);
    Require.fraction("beta2", beta2);
    Require.positiveUpTo("epsilon", epsilon, 1);
    Require.atLeast("weightDecay", weightDecay, 0.0);
    Require.positiveUpTo("clipNorm", clipNorm, 1e9);
    Require.fraction("emaDecay", emaDecay);
  }

  /** The decay at a step: young averages forget faster, so that they don't keep the beginning. */
  double averageDecay(long step) {
    return Math.min(emaDecay, (1.0 + step) / (10.0 + step));
  }
}
