package dev.sprout.tokenunify.segment;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.labels.Grid;

/**
 * A volume cut into blocks of one size, those at its far faces smaller; numbered from 0, x fastest.
 *
 * @param volume to be cut
 * @param block size of a block
 */
public record BlockGrid(Grid volume, Grid block) {
  /** Checks that blocks can be numbered. */
  public BlockGrid {
    if (Math.multiplyExact(
            (long) along(volume.depth(), block.depth()), along(volume.height(), block.height()))
        > Integer.MAX_VALUE / along(volume.width(), block.width())) {
      throw UserError.badRequest("%s in blocks of %s are more than 2^31 - 1", volume, block);
    }
  }

  private static int along(int length, int block) {
    return (length - 1) / block + 1;
  }

  /** Number of blocks. */
  public int blocks() {
    return along(volume.depth(), block.depth()) * rows() * columns();
  }

  private int rows() {
    return along(volume.height(), block.height());
  }

  private int columns() {
    return along(volume.width(), block.width());
  }

  /** The place of a block. */
  public Box box(int number) {
    Require.between("block", number, 0, blocks() - 1L);
    int z = number / columns() / rows() * block.depth();
    int y = number / columns() % rows() * block.height();
    int x = number % columns() * block.width();
    return new Box(
        z,
        y,
        x,
        new Grid(
            Math.min(block.depth(), volume.depth() - z),
            Math.min(block.height(), volume.height() - y),
            Math.min(block.width(), volume.width() - x)));
  }

  /** The last of the blocks that a box touches: numbers rise with their far corners. */
  public int last(Box box) {
    Grid size = box.size();
    return number(
        box.z() + size.depth() - 1, box.y() + size.height() - 1, box.x() + size.width() - 1);
  }

  /** The block that holds a voxel. */
  public int number(int z, int y, int x) {
    return (z / block.depth() * rows() + y / block.height()) * columns() + x / block.width();
  }
}
