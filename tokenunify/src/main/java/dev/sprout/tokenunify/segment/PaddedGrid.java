package dev.sprout.tokenunify.segment;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.labels.Grid;

/**
 * A grid with a margin of one voxel on every axis that is longer than one voxel, so that neighbours
 * are found by adding a step, without looking for the edge.
 */
final class PaddedGrid {
  private final Grid grid;
  private final int marginZ;
  private final int row;
  private final int section;

  PaddedGrid(Grid grid) {
    this.grid = grid;
    this.marginZ = grid.depth() > 1 ? 1 : 0;
    this.row = grid.width() + 2;
    long planar = (long) row * (grid.height() + 2);
    if (planar * (grid.depth() + 2) > Integer.MAX_VALUE) {
      throw UserError.badRequest(
          "a block of %d x %d x %d voxels is too large for a watershed; take a smaller one",
          grid.depth(), grid.height(), grid.width());
    }
    this.section = (int) planar;
  }

  Grid grid() {
    return grid;
  }

  /** Voxels with the margin. */
  int size() {
    return (grid.depth() + 2 * marginZ) * section;
  }

  /** Place of the first voxel of a row. */
  int rowStart(int z, int y) {
    return (z + marginZ) * section + (y + 1) * row + 1;
  }

  int rowStep() {
    return row;
  }

  int sectionStep() {
    return section;
  }

  /** Steps to the neighbours in raster order: 4 in a section alone, else 6. */
  int[] steps() {
    return marginZ == 0
        ? new int[] {-row, -1, 1, row}
        : new int[] {-section, -row, -1, 1, row, section};
  }

  /** Steps to the 8 neighbours in a section, across corners too. */
  int[] stepsWithCorners() {
    return new int[] {-row - 1, -row, -row + 1, -1, 1, row - 1, row, row + 1};
  }

  /** Places of all voxels, in raster order. */
  int[] places() {
    int[] places = new int[grid.voxels()];
    int i = 0;
    for (int z = 0; z < grid.depth(); z++) {
      for (int y = 0; y < grid.height(); y++) {
        int start = rowStart(z, y);
        for (int x = 0; x < grid.width(); x++) {
          places[i++] = start + x;
        }
      }
    }
    return places;
  }

  /** Places of a section's voxels, column after column. */
  int[] placesByColumn() {
    int[] places = new int[grid.sectionVoxels()];
    int i = 0;
    for (int x = 0; x < grid.width(); x++) {
      for (int y = 0; y < grid.height(); y++) {
        places[i++] = rowStart(0, y) + x;
      }
    }
    return places;
  }
}
