package dev.sprout.volumes.zarr;

/** What an array's numbers mean, which decides how coarser levels are made. */
public enum Content {
  /** Brightness, affinities: a coarse voxel has the mean of its fine ones. */
  INTENSITIES,
  /** Segment ids: a coarse voxel has the most frequent id, the lowest of those that tie. */
  LABELS
}
