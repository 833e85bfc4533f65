package dev.sprout.tokenunify.tasks;

import dev.sprout.core.Require;

/**
 * What pretraining hides and scores.
 *
 * @param schedule how the three tasks share the loss
 * @param leastHidden smallest share of patches that the random task hides, above 0
 * @param mostHidden largest share, below 1; each share between is as likely
 * @param fill what stands in the place of hidden patches
 * @param region which voxels count in the random and the next-all task
 * @param batch blocks a step, ≥ 1
 * @param epochSteps steps of a pass over the data, ≥ 1
 */
public record PretrainingOptions(
    TaskSchedule schedule,
    double leastHidden,
    double mostHidden,
    PatchFill fill,
    LossRegion region,
    int batch,
    long epochSteps) {

  /** Checks every range. */
  public PretrainingOptions {
    Require.present("schedule", schedule);
    Require.positiveUpTo("leastHidden", leastHidden, 0.99);
    Require.between("mostHidden", mostHidden, leastHidden, 0.99);
    Require.present("fill", fill);
    Require.present("region", region);
    Require.positive("batch", batch);
    Require.positive("epochSteps", epochSteps);
  }

  /** The paper's curriculum with the published code's masks: 40 % of patches, noise. */
  public static PretrainingOptions of(int batch, long epochSteps) {
    return new PretrainingOptions(
        TaskSchedule.CURRICULUM,
        0.4,
        0.4,
        PatchFill.NOISE,
        LossRegion.ALL_VOXELS,
        batch,
        epochSteps);
  }
}
