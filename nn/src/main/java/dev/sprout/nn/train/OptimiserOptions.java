package dev.sprout.nn.train;

import dev.sprout.core.Require;

/**
 * Options of AdamW and of the averaged weights.
 *
 * @param learningRate peak learning rate, above 0, up to 1000
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon addend to the root of the second moment, above 0, up to 1
 * @param weightDecay decoupled weight decay of arrays with two or more dimensions, ≥ 0
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

  /** Averaging decay at a step, smaller at first, so that initial weights are soon forgotten. */
  double averageDecay(long step) {
    return Math.min(emaDecay, (1.0 + step) / (10.0 + step));
  }
}
