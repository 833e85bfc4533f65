package dev.sprout.tokenunify.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.labels.LabelMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BasinsTest {
  private static float[] noise(Random random, Grid grid, int values) {
    float[] boundary = new float[grid.voxels()];
    for (int i = 0; i < boundary.length; i++) {
      boundary[i] = (float) random.nextInt(values) / values; // few values: many ties
    }
    return boundary;
  }

  private static float[] cut(float[] volume, Grid grid, Box box) {
    float[] part = new float[box.size().voxels()];
    Cursor cursor = new Cursor(Box.all(grid), box);
    for (int i = 0; i < part.length; i++) {
      part[i] = volume[cursor.next()];
    }
    return part;
  }

  private static List<Box> blocks(Grid grid, int d, int h, int w) {
    BlockGrid blocks = new BlockGrid(grid, new Grid(d, h, w));
    return new ArrayList<>(IntStream.range(0, blocks.blocks()).mapToObj(blocks::box).toList());
  }

  private static long[] blockwise(float[] boundary, Grid grid, List<Box> blocks) {
    Basins basins = new Basins(grid);
    List<long[]> parts = new ArrayList<>();
    for (Box block : blocks) {
      parts.add(basins.add(block, cut(boundary, grid, basins.surroundings(block))));
    }
    LabelMap resolved = basins.resolved();
    long[] ids = new long[grid.voxels()];
    for (int b = 0; b < blocks.size(); b++) {
      Cursor cursor = new Cursor(Box.all(grid), blocks.get(b));
      for (long id : resolved.apply(parts.get(b))) {
        ids[cursor.next()] = id;
      }
    }
    return ids;
  }

  @Property(tries = 150)
  void blocksOfAnySizeInAnyOrderGiveTheIdsOfTheWhole(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int d,
      @ForAll @IntRange(min = 1, max = 9) int h,
      @ForAll @IntRange(min = 1, max = 9) int w) {
    Random random = new Random(seed);
    Grid grid = new Grid(1 + random.nextInt(9), 1 + random.nextInt(9), 1 + random.nextInt(9));
    float[] boundary = noise(random, grid, 1 + random.nextInt(200));
    List<Box> blocks = blocks(grid, d, h, w);
    Collections.shuffle(blocks, random);
    assertThat(blockwise(boundary, grid, blocks))
        .isEqualTo(blockwise(boundary, grid, List.of(Box.all(grid))));
  }

  @Property(tries = 50)
  void everyVoxelFlowsDownToItsFragmentsMinimum(@ForAll long seed) {
    Grid grid = new Grid(3, 5, 6);
    float[] boundary = noise(new Random(seed), grid, 1000);
    long[] ids = blockwise(boundary, grid, blocks(grid, 2, 2, 2));
    for (int i = 0; i < ids.length; i++) {
      int minimum = (int) (ids[i] - 1);
      assertThat(ids[minimum]).isEqualTo(ids[i]);
      assertThat(boundary[minimum]).isLessThanOrEqualTo(boundary[i]);
    }
  }

  @Test
  void twoValleysOfALine() {
    Grid grid = new Grid(1, 1, 7);
    float[] boundary = {0.5f, 0.1f, 0.4f, 0.9f, 0.3f, 0.2f, 0.2f};
    assertThat(blockwise(boundary, grid, blocks(grid, 1, 1, 3)))
        .containsExactly(2, 2, 2, 6, 6, 6, 6);
  }
}
