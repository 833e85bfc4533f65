package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.labels.Grid;
import java.util.Arrays;

/**
 * Seeded watershed: seeds are the places farthest from any boundary, and each floods the boundary
 * map from its lowest voxels up. On one section neighbours share an edge, on several a face. Memory
 * is 25 bytes a voxel besides the map. Holds no state between calls.
 */
final class Watershed {
  /** A voxel with a boundary from here on is outside. */
  private static final float INSIDE = 0.5f;

  private static final int MARGIN = -1;

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
    int[] labels = emptyLabels();
    int basins = seeds(boundary, labels);
    flood(Ranks.of(boundary), labels);
    for (int i = 0; i < places.length; i++) {
      ids[offset + i] = first - 1 + labels[places[i]];
    }
    return basins;
  }

  /** Numbers the seeds from 1. */
  private int seeds(float[] boundary, int[] labels) {
    int[] distance = new DistanceTransform(padded).inside(boundary, INSIDE);
    return new RegionalMaxima(padded).number(distance, labels);
  }

  private int[] emptyLabels() {
    int[] labels = new int[padded.size()];
    Arrays.fill(labels, MARGIN);
    for (int place : places) {
      labels[place] = 0;
    }
    return labels;
  }

  private void flood(int[] ranks, int[] labels) {
    int[] rankAt = new int[labels.length];
    int highest = 0;
    for (int i = 0; i < places.length; i++) {
      rankAt[places[i]] = ranks[i];
      highest = Math.max(highest, ranks[i]);
    }
    VoxelQueue queue = new VoxelQueue(highest + 1, labels.length);
    for (int place : places) {
      if (labels[place] > 0) {
        queue.push(place, rankAt[place]);
      }
    }
    int[] steps = padded.steps();
    while (!queue.isEmpty()) {
      int place = queue.pop();
      for (int step : steps) {
        int neighbour = place + step;
        if (labels[neighbour] == 0) {
          labels[neighbour] = labels[place];
          queue.push(neighbour, rankAt[neighbour]);
        }
      }
    }
  }
}
