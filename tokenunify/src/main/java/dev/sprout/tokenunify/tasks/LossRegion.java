package dev.sprout.tokenunify.tasks;

/** Which voxels of a predicted block count in the loss. */
public enum LossRegion {
  /** All, the visible ones too, as in the published code. */
  ALL_VOXELS,
  /** Those of hidden patches. */
  HIDDEN_VOXELS
}
