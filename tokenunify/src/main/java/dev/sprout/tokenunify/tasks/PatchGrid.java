package dev.sprout.tokenunify.tasks;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.network.NextPatchHead;

/**
 * The patches that a block is cut into, counted in raster order, z slowest.
 *
 * @param block sides of the block
 * @param patch sides of a patch, each a divisor of the block's
 */
public record PatchGrid(BlockSides block, BlockSides patch) {
  /** Checks that patches fill the block. */
  public PatchGrid {
    if (block.z() % patch.z() + block.y() % patch.y() + block.x() % patch.x() != 0) {
      throw UserError.invalid(
          "block",
          "%d×%d×%d".formatted(block.z(), block.y(), block.x()),
          "a block with sides that are multiples of %d, %d and %d"
              .formatted(patch.z(), patch.y(), patch.x()));
    }
  }

  /** A grid of the patches that the next-patch head predicts. */
  public static PatchGrid of(BlockSides block) {
    return new PatchGrid(block, NextPatchHead.PATCH);
  }

  /** The number of patches. */
  public int count() {
    return block.voxels() / patch.voxels();
  }

  /** The values of a patch. */
  public float[] read(float[] values, int index) {
    float[] read = new float[patch.voxels()];
    for (int row = 0; row < rows(); row++) {
      System.arraycopy(values, offset(index, row), read, row * patch.x(), patch.x());
    }
    return read;
  }

  /** Replaces the values of a patch. */
  public void write(float[] values, int index, float[] replacement) {
    for (int row = 0; row < rows(); row++) {
      System.arraycopy(replacement, row * patch.x(), values, offset(index, row), patch.x());
    }
  }

  private int rows() {
    return patch.z() * patch.y();
  }

  /** Where a row of a patch begins in its block. */
  private int offset(int index, int row) {
    int columns = block.x() / patch.x();
    int lines = block.y() / patch.y();
    int z = index / (columns * lines) * patch.z() + row / patch.y();
    int y = index / columns % lines * patch.y() + row % patch.y();
    return (z * block.y() + y) * block.x() + index % columns * patch.x();
  }
}
