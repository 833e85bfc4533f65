package dev.sprout.cli;

import dev.sprout.nn.verify.Check;
import dev.sprout.tokenunify.score.MetricsVerification;
import java.util.List;
import picocli.CommandLine.Command;

/** Verification of segmentation scores. */
@Command(
    name = "metrics",
    description = "Recompute segmentation scores: variation of information, adapted Rand error.",
    footer = {"", "Example:", "  sprout verify metrics --vectors segmentation_metrics.npz"})
final class VerifyMetrics extends Verification {

  @Override
  double usualTolerance() {
    return 1e-9;
  }

  @Override
  List<Check> checks() {
    return MetricsVerification.run(vectors);
  }
}
