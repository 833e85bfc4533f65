package dev.sprout.tokenunify.labels;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;

/**
 * The size of a volume or block in voxels; arrays over it are in C order, x fastest.
 *
 * @param depth sections, along z
 * @param height along y
 * @param width along x
 */
public record Grid(int depth, int height, int width) {
  /** Checks that every size is from 1. */
  public Grid {
    Require.positive("depth", depth);
    Require.positive("height", height);
    Require.positive("width", width);
  }

  /** Number of voxels. */
  public long volume() {
    return Math.multiplyExact((long) depth * height, width);
  }

  /**
   * Number of voxels, each of which has a place in an array.
   *
   * @throws UserError when there are more than 2^31 - 1
   */
  public int voxels() {
    long volume = volume();
    if (volume > Integer.MAX_VALUE) {
      throw UserError.badRequest(
          "a block of %d x %d x %d voxels is too large for one array; at most 2^31 - 1 fit",
          depth, height, width);
    }
    return (int) volume;
  }

  /** Voxels of one section. */
  public int sectionVoxels() {
    return Math.multiplyExact(height, width);
  }

  /** Place of a voxel in an array, of which the grid must be small enough. */
  public int index(int z, int y, int x) {
    return (z * height + y) * width + x;
  }

  /** Some sections of this grid. */
  public Grid sections(int count) {
    return new Grid(count, height, width);
  }

  /** Checks that an array holds so many values a voxel. */
  public void check(String field, int length, int valuesPerVoxel) {
    if (length != (long) valuesPerVoxel * voxels()) {
      throw UserError.unusable(
          field,
          "has %d values; %d x %d x %d voxels need %d",
          length,
          depth,
          height,
          width,
          (long) valuesPerVoxel * voxels());
    }
  }
}
