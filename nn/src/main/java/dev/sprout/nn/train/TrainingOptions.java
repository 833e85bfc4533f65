package dev.sprout.nn.train;

import com.google.gson.annotations.SerializedName;
import dev.sprout.core.Default;
import dev.sprout.core.Require;

/**
 * Options of a training run.
 *
 * @param steps optimiser steps of the whole run, ≥ 1
 * @param warmup steps of linearly increasing learning rate, ≥ 0
 * @param schedule learning rate after warm-up
 * @param seed seed of all random streams
 * @param microBatches batches of a step computed in parallel, one core each, 1 to 64; one takes all
 *     cores; older files call it {@code lanes}
 * @param checkpointEvery steps between checkpoints, ≥ 1
 * @param previewEvery steps between previews, ≥ 1; null for one at the end, and for networks
 *     without previews
 * @param logEvery steps between lines of metrics, ≥ 1
 * @param keep number of checkpoints kept, ≥ 1
 * @param optimiser options of the optimiser
 */
public record TrainingOptions(
    long steps,
    long warmup,
    Schedule schedule,
    long seed,
    @Default("1") @SerializedName(value = "microBatches", alternate = "lanes") int microBatches,
    long checkpointEvery,
    @Default("null") Long previewEvery,
    long logEvery,
    int keep,
    OptimiserOptions optimiser) {
  private static final int MOST_MICRO_BATCHES = 64;

  /** Learning rate after warm-up. */
  public enum Schedule {
    /** Constant at the peak. */
    CONSTANT,
    /** Half a cosine from the peak to zero at the last step (Loshchilov and Hutter, 2017). */
    COSINE
  }

  /** Checks every range. */
  public TrainingOptions {
    Require.positive("steps", steps);
    Require.atLeast("warmup", warmup, 0);
    Require.present("schedule", schedule);
    Require.between("microBatches", microBatches, 1, MOST_MICRO_BATCHES);
    Require.positive("checkpointEvery", checkpointEvery);
    if (previewEvery != null) {
      Require.positive("previewEvery", previewEvery);
    }
    Require.positive("logEvery", logEvery);
    Require.positive("keep", keep);
    Require.present("optimiser", optimiser);
  }

  /** Learning rate of a step, from 1. */
  public double learningRate(long step) {
    double peak = optimiser.learningRate();
    if (step <= warmup) {
      return peak * step / warmup;
    }
    if (schedule == Schedule.CONSTANT) {
      return peak;
    }
    double progress = Math.min(1, (step - warmup) / (double) Math.max(1, steps - warmup));
    return peak * 0.5 * (1 + StrictMath.cos(StrictMath.PI * progress));
  }

  /** Whether a preview is due after a step. */
  boolean previewsAt(long step) {
    return step == steps || (previewEvery != null && step % previewEvery == 0);
  }
}
