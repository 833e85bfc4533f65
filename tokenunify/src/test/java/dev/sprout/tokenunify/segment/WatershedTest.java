package dev.sprout.tokenunify.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.tokenunify.labels.Grid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WatershedTest {
  private static Grid grid(Random random) {
    return new Grid(1 + random.nextInt(6), 1 + random.nextInt(7), 1 + random.nextInt(8));
  }

  private static float[] noise(Random random, Grid grid, int values) {
    float[] noise = new float[grid.voxels()];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextInt(values) / values;
    }
    return noise;
  }

  /** Neighbours across faces, in raster order. */
  private static List<Integer> neighbours(Grid grid, int voxel) {
    int[] at = {
      voxel / grid.sectionVoxels(), voxel / grid.width() % grid.height(), voxel % grid.width()
    };
    int[] length = {grid.depth(), grid.height(), grid.width()};
    int[] step = {grid.sectionVoxels(), grid.width(), 1};
    List<Integer> neighbours = new ArrayList<>();
    for (int axis = 0; axis < 3; axis++) {
      if (at[axis] > 0) {
        neighbours.add(voxel - step[axis]);
      }
      if (at[axis] < length[axis] - 1) {
        neighbours.add(voxel + step[axis]);
      }
    }
    neighbours.sort(Comparator.naturalOrder());
    return neighbours;
  }

  @Property(tries = 100)
  void distancesAreThoseToTheNearestVoxelOutside(@ForAll long seed) {
    Random random = new Random(seed);
    Grid grid = grid(random);
    float[] boundary = noise(random, grid, 20);
    float threshold = random.nextFloat();
    PaddedGrid padded = new PaddedGrid(grid);
    int[] distance = new DistanceTransform(padded).inside(boundary, threshold);
    int[] places = padded.places();
    for (int i = 0; i < places.length; i++) {
      int nearest = Integer.MAX_VALUE;
      for (int j = 0; j < places.length; j++) {
        if (boundary[j] >= threshold) {
          nearest = Math.min(nearest, squaredDistance(grid, i, j));
        }
      }
      if (nearest == Integer.MAX_VALUE) { // nothing outside: one constant
        nearest = distance[places[0]];
      }
      assertThat(distance[places[i]]).isEqualTo(nearest);
    }
  }

  private static int squaredDistance(Grid grid, int i, int j) {
    int z = i / grid.sectionVoxels() - j / grid.sectionVoxels();
    int y = i / grid.width() % grid.height() - j / grid.width() % grid.height();
    int x = i % grid.width() - j % grid.width();
    return z * z + y * y + x * x;
  }

  /** A voxel in the textbook's queue. */
  private record Entry(float value, int order, int voxel) {}

  @Property(tries = 100)
  void floodsAsAQueueOrderedByValueAndEntry(@ForAll long seed) {
    Random random = new Random(seed);
    Grid grid = grid(random);
    float[] boundary = noise(random, grid, 1 + random.nextInt(50));
    long[] ids = new long[grid.voxels()];
    int basins = new Watershed(grid).flood(boundary, 7, ids, 0);
    long[] expected = seeds(grid, boundary);
    assertThat(basins).isEqualTo((int) Arrays.stream(expected).max().orElseThrow());
    PriorityQueue<Entry> queue =
        new PriorityQueue<>(Comparator.comparing(Entry::value).thenComparing(Entry::order));
    int order = 0;
    for (int i = 0; i < expected.length; i++) {
      if (expected[i] > 0) {
        queue.add(new Entry(boundary[i], order++, i));
      }
    }
    while (!queue.isEmpty()) {
      int voxel = queue.poll().voxel();
      for (int neighbour : neighbours(grid, voxel)) {
        if (expected[neighbour] == 0) {
          expected[neighbour] = expected[voxel];
          queue.add(new Entry(boundary[neighbour], order++, neighbour));
        }
      }
    }
    assertThat(ids).isEqualTo(Arrays.stream(expected).map(label -> label + 6).toArray());
  }

  /** Plateaus of the distance without a higher neighbour, numbered from 1. */
  private static long[] seeds(Grid grid, float[] boundary) {
    PaddedGrid padded = new PaddedGrid(grid);
    int[] padding = new DistanceTransform(padded).inside(boundary, 0.5f);
    int[] distance = Arrays.stream(padded.places()).map(place -> padding[place]).toArray();
    long[] labels = new long[distance.length];
    boolean[] seen = new boolean[distance.length];
    int next = 1;
    for (int i = 0; i < labels.length; i++) {
      List<Integer> plateau = new ArrayList<>(seen[i] ? List.of() : List.of(i));
      boolean highest = !seen[i];
      seen[i] = true;
      for (int k = 0; k < plateau.size(); k++) {
        for (int neighbour : neighbours(grid, plateau.get(k))) {
          highest &= distance[neighbour] <= distance[i];
          if (distance[neighbour] == distance[i] && !seen[neighbour]) {
            seen[neighbour] = true;
            plateau.add(neighbour);
          }
        }
      }
      if (highest) {
        int label = next++;
        plateau.forEach(voxel -> labels[voxel] = label);
      }
    }
    return labels;
  }

  @Test
  void ranksFollowTheValuesAndTheirSigns() {
    float[] values = {0.5f, -1, 0f, -0f, 3e38f, -1, Float.MIN_VALUE, -Float.MIN_VALUE};
    assertThat(Ranks.of(values)).containsExactly(4, 0, 2, 2, 5, 0, 3, 1);
  }
}
