package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.labels.Grid;

/**
 * Seeded watershed: seeds are the places farthest from any boundary, and each floods the boundary
 * map from its lowest voxels up. On one section neighbours share an edge, on several a face. Memory
 * is 25 bytes a voxel besides the map. Holds no state between calls.
 */
final class Watershed {
  /** A voxel with a boundary from here on is outside. */
  private static final float INSIDE = 0.5f;

  private final PaddedGrid padded;
  private final int[] places;

  Watershed(Grid grid) {
    this.padded = new PaddedGrid(grid);
    this.places = padded.places();
  }

  /**
   * Gives every voxel the number of its basin.
   *
   * @param boundary finite, {@code [D, H, W]}
   * @param first number of the first basin, in raster order of their seeds
   * @param ids filled in
   * @param offset of the first voxel in the ids
   * @return number of basins
   */
  int flood(float[] boundary, long first, long[] ids, int offset) {
    int[] labels = new int[padded.size()];
    int basins = seeds(boundary, labels);
    spread(boundary, labels);
    for (int i = 0; i < places.length; i++) {
      ids[offset + i] = first - 1 + labels[places[i]];
    }
    return basins;
  }

  /** Numbers the seeds from 1. */
  private int seeds(float[] boundary, int[] labels) {
    int[] distance = new DistanceTransform(padded).inside(boundary, INSIDE);
    return new RegionalMaxima(places, padded.steps()).number(distance, labels);
  }

  /**
   * Floods a map from given seeds; until it has a label, a voxel holds its rank as −1 − rank.
   *
   * @param map finite, {@code [D, H, W]}
   * @param labels with margin; 0 in the margin and where there is no seed, of which there is one
   */
  void spread(float[] map, int[] labels) {
    int[] ranks = Ranks.of(map);
    int highest = 0;
    for (int rank : ranks) {
      highest = Math.max(highest, rank);
    }
    VoxelQueue queue = new VoxelQueue(highest + 1, labels.length);
    for (int i = 0; i < places.length; i++) {
      if (labels[places[i]] == 0) {
        labels[places[i]] = ~ranks[i];
      } else {
        queue.push(places[i], ranks[i]);
      }
    }
    int[] steps = padded.steps();
    while (!queue.isEmpty()) {
      int place = queue.pop();
      for (int step : steps) {
        int held = labels[place + step];
        if (held < 0) {
          labels[place + step] = labels[place];
          queue.push(place + step, ~held);
        }
      }
    }
  }
}
