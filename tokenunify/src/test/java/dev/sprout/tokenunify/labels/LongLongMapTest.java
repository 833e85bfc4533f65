package dev.sprout.tokenunify.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LongLongMapTest {
  @Property(tries = 200)
  void isAMap(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int keys) {
    Random random = new Random(seed);
    LongLongMap map = new LongLongMap();
    Map<Long, Long> expected = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      long key = (random.nextInt(keys) - keys / 2L) * 0x1_0000_0001L; // negative ones and 0 too
      long value = random.nextInt(100);
      switch (random.nextInt(3)) {
        case 0 -> {
          map.put(key, value);
          expected.put(key, value);
        }
        case 1 -> {
          map.add(key, value);
          expected.merge(key, value, Long::sum);
        }
        default ->
            assertThat(map.get(key)).isEqualTo(expected.getOrDefault(key, LongLongMap.ABSENT));
      }
      assertThat(map.size()).isEqualTo(expected.size());
    }
    Map<Long, Long> visited = new HashMap<>();
    map.forEach((key, value) -> assertThat(visited.put(key, value)).isNull());
    assertThat(visited).isEqualTo(expected);
  }
}
