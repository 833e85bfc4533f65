package dev.sprout.cli;

import dev.sprout.evaluation.verify.ScoreVerification;
import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.NpzFile;
import dev.sprout.tokenunify.score.MetricsVerification;
import java.util.List;
import picocli.CommandLine.Command;

/** Verification of scores of segmentations and of sets of pictures. */
@Command(
    name = "metrics",
    description = {
      "Recompute recorded scores; the arrays in the file decide which.",
      "Segmentations: variation of information, adapted Rand error. Sets of pictures, from their"
          + " features: FID, FID∞, KID, inception score, precision and recall, density and"
          + " coverage, CMMD, MIND."
    },
    footer = {
      "",
      "Examples:",
      "  sprout verify metrics --vectors segmentation_metrics.npz",
      "  sprout verify metrics --vectors image_metrics.npz",
      "  sprout verify metrics --vectors embeddings.npz     (embeddings.json beside it)"
    })
final class VerifyMetrics extends Verification {

  @Override
  double usualTolerance() {
    return 1e-9;
  }

  @Override
  List<Check> checks() {
    return ofSegmentations() ? MetricsVerification.run(vectors) : ScoreVerification.run(vectors);
  }

  private boolean ofSegmentations() {
    try (NpzFile file = NpzFile.open(vectors)) {
      return file.names().contains("segmentation");
    }
  }
}
