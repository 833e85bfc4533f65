package dev.sprout.tokenunify.tasks;

import ai.djl.ndarray.NDArray;

/** How far predicted affinities, each from 0 to 1, are from their targets. */
public enum AffinityLoss {
  /** Weighted squared errors, summed over channels and averaged over voxels. */
  SQUARED_ERROR("weighted_squared_error"),
  /** Weighted binary cross entropy, averaged over voxels and channels. */
  CROSS_ENTROPY("weighted_cross_entropy");

  private final String function;

  AffinityLoss(String function) {
    this.function = function;
  }

  /**
   * The loss.
   *
   * @param affinities after the sigmoid // [B, 3, z, y, x]
   * @param target in the same shape
   * @param weight in the same shape
   */
  public NDArray of(NDArray affinities, NDArray target, NDArray weight) {
    return PretrainingLosses.SCRIPT.call(function, affinities, target, weight);
  }
}
