package dev.sprout.tokenunify.network;

import dev.sprout.core.Require;

/**
 * Voxels of a block along each axis; values are in raster order, z slowest.
 *
 * @param z sections
 * @param y rows of a section
 * @param x columns of a section
 */
public record BlockSides(int z, int y, int x) {

  /** Checks that all are positive. */
  public BlockSides {
    Require.positive("z", z);
    Require.positive("y", y);
    Require.positive("x", x);
  }

  /** Voxels in all. */
  public int voxels() {
    return Math.multiplyExact(z, Math.multiplyExact(y, x));
  }
}
