package dev.sprout.volumes.array;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkCacheTest {
  private final List<Integer> decoded = new ArrayList<>();
  private final ChunkCache<Integer> cache = new ChunkCache<>(25);

  private byte[] get(int index, int bytes) {
    return cache.get(
        index,
        i -> {
          decoded.add(i);
          return new byte[bytes];
        });
  }

  @Test
  void keepsTheLastUsedWithinItsBudget() {
    get(1, 10);
    get(2, 10);
    get(1, 10);
    get(3, 10); // 2 goes, used longest ago
    get(1, 10);
    get(2, 10);
    assertThat(decoded).containsExactly(1, 2, 3, 2);
  }

  @Test
  void largerChunksAreNotKept() {
    get(1, 26);
    get(1, 26);
    assertThat(decoded).containsExactly(1, 1);
  }
}
