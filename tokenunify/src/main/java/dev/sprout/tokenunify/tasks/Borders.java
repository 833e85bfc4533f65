package dev.sprout.tokenunify.tasks;

/** Where borders between cells are widened in what a network learns. */
public enum Borders {
  /** Within each section, as TokenUnify's code does for thick sections. */
  SECTIONS,
  /**
   * In all three dimensions, for voxels of equal sides: membranes that lie in the plane of a
   * section get as wide as the others.
   */
  VOLUME;

  /** Sections on either side that count as neighbours. */
  int sections() {
    return this == VOLUME ? 1 : 0;
  }
}
