package dev.sprout.tokenunify.inference;

import dev.sprout.core.Require;
import dev.sprout.tokenunify.labels.Grid;

/**
 * How a volume is segmented.
 *
 * @param joining how affinities become segments
 * @param overlap of neighbouring windows as a share of the window, 0 to 0.95
 * @param block that is in memory at once; the result doesn't depend on it
 * @param keepAffinities whether they stay in the work folder, for other thresholds
 * @param sparse whether chunk files of the volume may be missing, as they have the fill value
 */
public record SegmentationOptions(
    Joining joining, double overlap, Grid block, boolean keepAffinities, boolean sparse) {
  /** MONAI's usual overlap, which TokenUnify takes. */
  public static final double USUAL_OVERLAP = 0.25;

  /** Checks every range. */
  public SegmentationOptions {
    Require.present("joining", joining);
    Require.between("overlap", overlap, 0, 0.95);
    Require.present("block", block);
  }
}
