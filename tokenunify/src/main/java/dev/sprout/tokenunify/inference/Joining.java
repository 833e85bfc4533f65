package dev.sprout.tokenunify.inference;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.segment.MergeRule;

/**
 * How affinities become segments.
 *
 * @param fragments how they are cut first
 * @param method how fragments are joined
 * @param percent of the quantile, 0 to 100; null for other methods
 * @param threshold below which scores (one minus affinity) join two fragments, 0 to 1; null for the
 *     multicut, which has none
 */
public record Joining(
    FragmentKind fragments, JoinMethod method, Integer percent, Double threshold) {
  /** TokenUnify's fixed threshold; the best one of a volume is often another. */
  public static final double USUAL_THRESHOLD = 0.5;

  /** Checks that the method has what it needs and nothing else. */
  public Joining {
    Require.present("fragments", fragments);
    Require.present("method", method);
    if (method == JoinMethod.QUANTILE) {
      Require.between("percent", Require.present("percent", percent), 0, 100);
    } else if (percent != null) {
      throw UserError.unusable("percent", "is for the method quantile only");
    }
    if (method == JoinMethod.MULTICUT && threshold != null) {
      throw UserError.unusable("threshold", "is for agglomeration; the multicut has none");
    } else if (method != JoinMethod.MULTICUT) {
      threshold = threshold == null ? Double.valueOf(USUAL_THRESHOLD) : threshold;
      Require.between("threshold", threshold, 0, 1);
    }
  }

  /** The order of agglomeration's merges. */
  MergeRule rule() {
    return switch (method) {
      case MEDIAN -> MergeRule.MEDIAN_OF_MAXIMA;
      case MEAN -> MergeRule.MEAN_AFFINITY;
      case QUANTILE -> new MergeRule(MergeRule.Statistic.QUANTILE, percent, false);
      case MULTICUT -> throw new IllegalStateException("the multicut has no merge rule");
    };
  }
}
