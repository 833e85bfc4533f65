package dev.sprout.tokenunify.score;

import dev.sprout.tokenunify.labels.Grid;

/**
 * Voxels near the borders of the true objects, which CREMI can leave out of its score: those within
 * a distance, in their section, of a voxel that has a neighbour of another label.
 */
public final class BorderMask {
  private final Grid grid;
  private final double distance;

  /**
   * A mask for one volume.
   *
   * @param distance in voxels, from 0; CREMI's threshold in nm over the voxel's size in y
   */
  public BorderMask(Grid grid, double distance) {
    this.grid = grid;
    this.distance = distance;
  }

  /** Which voxels are near a border. */
  public boolean[] of(long[] truth) {
    grid.check("truth", truth.length, 1);
    boolean[] mask = new boolean[truth.length];
    for (int z = 0; z < grid.depth(); z++) {
      for (int y = 0; y < grid.height(); y++) {
        for (int x = 0; x < grid.width(); x++) {
          if (isBorder(truth, z, y, x)) {
            markDisc(mask, z, y, x);
          }
        }
      }
    }
    return mask;
  }

  /** The truth with background near its borders. */
  public long[] erased(long[] truth) {
    boolean[] mask = of(truth);
    long[] erased = truth.clone();
    for (int i = 0; i < erased.length; i++) {
      if (mask[i]) {
        erased[i] = PairCounts.BACKGROUND;
      }
    }
    return erased;
  }

  private boolean isBorder(long[] truth, int z, int y, int x) {
    int i = grid.index(z, y, x);
    return (y > 0 && truth[i - grid.width()] != truth[i])
        || (y < grid.height() - 1 && truth[i + grid.width()] != truth[i])
        || (x > 0 && truth[i - 1] != truth[i])
        || (x < grid.width() - 1 && truth[i + 1] != truth[i]);
  }

  private void markDisc(boolean[] mask, int z, int y, int x) {
    int reach = (int) distance;
    for (int v = Math.max(0, y - reach); v <= Math.min(grid.height() - 1, y + reach); v++) {
      int half = (int) Math.sqrt(distance * distance - (v - y) * (v - y));
      for (int u = Math.max(0, x - half); u <= Math.min(grid.width() - 1, x + half); u++) {
        mask[grid.index(z, v, u)] = true;
      }
    }
  }
}
