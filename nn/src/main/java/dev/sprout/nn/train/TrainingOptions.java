package dev.sprout.nn.train;

import dev.sprout.core.UserError;

/**
 * How long and how carefully to train.
 *
 * @param steps optimiser steps in all, ≥ 1
 * @param warmup steps of linearly growing rate, ≥ 0
 * @param schedule course of the rate after warm-up
 * @param seed of everything random
 * @param lanes batches of a step that are computed side by side, each by one core, 1 to 64; a file
 *     without it has one by all cores
 * @param checkpointEvery steps between checkpoints, ≥ 1
 * @param previewEvery steps between picture grids, ≥ 1
 * @param logEvery steps between lines of metrics, ≥ 1
 * @param keep checkpoints kept, ≥ 1
 * @param optimiser how weights follow gradients
 */
public record TrainingOptions(
    long steps,
    long warmup,
    Schedule schedule,
    long seed,
    int lanes,
    long checkpointEvery,
    long previewEvery,
    long logEvery,
    int keep,
    OptimiserOptions optimiser) {

  /** Course of the learning rate after warm-up. */
  public enum Schedule {
    /** Stays at its peak. */
    CONSTANT,
    /** Half a cosine from the peak to zero at the last step (Loshchilov and Hutter, 2017). */
    COSINE
  }

  /** Checks every range. */
  public TrainingOptions {
    positive("steps", steps);
    lanes = lanes == 0 ? 1 : lanes;
    if (lanes < 1 || lanes > 64) {
      throw UserError.badRequest("lanes is %d; accepted is a whole number from 1 to 64", lanes);
    }
    positive("checkpointEvery", checkpointEvery);
    positive("previewEvery", previewEvery);
    positive("logEvery", logEvery);
    positive("keep", keep);
    if (warmup < 0) {
      throw UserError.badRequest("warmup is %d; accepted is a whole number from 0", warmup);
    }
  }

  /** The learning rate of a step, counted from 1. */
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

  private static void positive(String name, long value) {
    if (value < 1) {
      throw UserError.badRequest("%s is %d; accepted is a whole number from 1", name, value);
    }
  }
}
