package dev.sprout.xar.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.xar.entity.CellLayout;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LatentOrderTest {

  @Property(tries = 100)
  void everyLatentHasOnePlace(
      @ForAll @IntRange(min = 1, max = 3) int patch,
      @ForAll @IntRange(min = 1, max = 3) int cell,
      @ForAll @IntRange(min = 1, max = 3) int down,
      @ForAll @IntRange(min = 1, max = 3) int across) {
    XarConfig config =
        new XarConfig(patch * cell * down, patch * cell * across, 2, 8, 1, 1, 2, patch, cell, 1);
    CellLayout layout = new CellLayout(cell * down, cell * across, cell);
    LatentOrder order = new LatentOrder(config, layout);
    int[] indices = order.indices();
    int[] sorted = indices.clone();
    Arrays.sort(sorted);
    assertThat(sorted).containsExactly(IntStream.range(0, sorted.length).toArray());
    int[] inverse = order.inverse();
    assertThat(IntStream.range(0, indices.length).map(i -> inverse[indices[i]]).toArray())
        .containsExactly(IntStream.range(0, indices.length).toArray());
  }

  @Test
  void cellsOfThePublishedOrder() {
    XarConfig config = new XarConfig(4, 4, 1, 8, 1, 1, 2, 1, 2, 1);
    int[] indices = new LatentOrder(config, new CellLayout(4, 4, 2)).indices();
    assertThat(indices).containsExactly(0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15);
  }

  @Test
  void patchesFoldNeighboursIntoOneToken() {
    XarConfig config = new XarConfig(2, 4, 2, 8, 1, 1, 2, 2, 1, 1);
    int[] indices = new LatentOrder(config, new CellLayout(1, 2, 1)).indices();
    assertThat(indices).containsExactly(0, 1, 4, 5, 8, 9, 12, 13, 2, 3, 6, 7, 10, 11, 14, 15);
  }
}
