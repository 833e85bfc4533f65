package dev.sprout.tokenunify.segment;

/** Walks over the voxels of a box in raster order, as places in an array of a box around it. */
final class Cursor {
  private final Box around;
  private final Box box;
  private final int row;
  private final int section;
  private int z;
  private int y;
  private int x = -1;

  Cursor(Box around, Box box) {
    this.around = around;
    this.box = box;
    row = around.size().width();
    section = around.size().sectionVoxels();
    z = box.z() - around.z();
    y = box.y() - around.y();
    x = box.x() - around.x() - 1;
  }

  /** The next voxel's place. */
  int next() {
    if (++x == box.x() - around.x() + box.size().width()) {
      x = box.x() - around.x();
      if (++y == box.y() - around.y() + box.size().height()) {
        y = box.y() - around.y();
        z++;
      }
    }
    return z * section + y * row + x;
  }

  int step(int axis) {
    return axis == 0 ? section : axis == 1 ? row : 1;
  }

  /** Whether there is a voxel before this one on an axis. */
  boolean hasBefore(int axis) {
    return (axis == 0 ? z : axis == 1 ? y : x) > 0;
  }

  /** Whether there is a voxel after this one on an axis. */
  boolean hasAfter(int axis) {
    return axis == 0
        ? z < around.size().depth() - 1
        : axis == 1 ? y < around.size().height() - 1 : x < around.size().width() - 1;
  }
}
