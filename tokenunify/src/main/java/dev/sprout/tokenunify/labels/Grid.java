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
  /** Checks that every size is from 1 and that an array can hold the voxels. */
  public Grid {
    Require.positive("depth", depth);
    Require.positive("height", height);
    Require.positive("width", width);
    long voxels = (long) depth * height; // below 2^62
    if (voxels > Integer.MAX_VALUE / width) {
      throw UserError.badRequest(
          "a block of %d x %d x %d voxels is too large for one array; at most 2^31 - 1 fit",
          depth, height, width);
    }
  }

  /** Number of voxels. */
  public int voxels() {
    return depth * sectionVoxels();
  }

  /** Voxels of one section. */
  public int sectionVoxels() {
    return height * width;
  }

  /** Place of a voxel in arrays. */
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
