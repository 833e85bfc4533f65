package dev.sprout.tokenunify.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.tokenunify.arrays.IntArray;
import dev.sprout.tokenunify.arrays.Storage;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EdgeIndexTest {
  @Property(tries = 200)
  void isAMapOfPairs(@ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int regions) {
    Random random = new Random(seed);
    IntArray ends = new IntArray(Storage.MEMORY);
    EdgeIndex index = new EdgeIndex(ends);
    Map<Long, Integer> expected = new HashMap<>();
    for (int i = 0; i < 800; i++) {
      int a = random.nextInt(regions);
      int b = random.nextInt(regions);
      Integer edge = expected.get(RegionGraph.key(a, b));
      assertThat(index.find(a, b)).isEqualTo(edge == null ? -1 : edge);
      if (edge == null) {
        ends.add(a);
        ends.add(b);
        edge = (int) (ends.size() / 2 - 1);
        index.put(edge);
        expected.put(RegionGraph.key(a, b), edge);
      } else if (random.nextBoolean()) {
        index.remove(edge);
        expected.remove(RegionGraph.key(a, b));
      }
    }
    expected.forEach(
        (key, edge) -> assertThat(index.find(key.intValue(), (int) (key >>> 32))).isEqualTo(edge));
  }
}
