package dev.sprout.tokenunify.tasks;

import dev.sprout.core.RandomStream;
import dev.sprout.tokenunify.network.BlockSides;

/** Where a training takes its blocks from. Thread-safe. */
public interface BlockSource {

  /** Sides of all blocks. */
  BlockSides sides();

  /** A random block, equal for equal streams. */
  Block draw(RandomStream random);

  /**
   * A block of an EM volume.
   *
   * @param grey values from 0 to 1 // [z, y, x]
   * @param labels id of each voxel's cell, 0 between cells; null where the volume has none
   */
  record Block(float[] grey, long[] labels) {}
}
