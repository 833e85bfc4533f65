package dev.sprout.tokenunify.segment;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.labels.Grid;

/**
 * A part of a volume.
 *
 * @param z first section
 * @param y first row
 * @param x first column
 * @param size in voxels
 */
public record Box(int z, int y, int x, Grid size) {
  /** Checks that the box begins inside a volume. */
  public Box {
    Require.atLeast("z", z, 0);
    Require.atLeast("y", y, 0);
    Require.atLeast("x", x, 0);
  }

  /** The whole of a volume. */
  public static Box all(Grid volume) {
    return new Box(0, 0, 0, volume);
  }

  /** Checks that the box lies inside a volume. */
  void checkInside(Grid volume) {
    if (size.depth() > volume.depth() - z
        || size.height() > volume.height() - y
        || size.width() > volume.width() - x) {
      throw UserError.badRequest("%s isn't inside a volume of %s", this, volume);
    }
  }
}
