package dev.sprout.tokenunify.inference;

/** Steps of a {@link DistributedSegmentation}, in order; the tasks of each are numbered from 0. */
public enum SegmentationStep {
  /** What the network says of a window; these tasks take nearly all of the time. */
  WINDOWS,
  /** Affinities of a block, blended from the windows that touch it. */
  AFFINITIES,
  /** Fragments of a section or of a block, by {@link FragmentKind}. */
  FRAGMENTS,
  /** Where fragments touch in a section, and from the section before to it. */
  CONTACTS,
  /** Segments of the voxels of a section or of a block, as the fragments. */
  SEGMENTS,
  /** A chunk of the labels. */
  LABELS,
  /** A chunk of a coarser level of the labels. */
  LEVELS,
  /** A chunk of a coarser level of affinities that are kept. */
  AFFINITY_LEVELS;

  /** How many of its tasks are worth the way to another machine. */
  public int atOnce() {
    return this == LABELS || this == LEVELS || this == AFFINITY_LEVELS ? 16 : 1;
  }
}
