package dev.sprout.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EpochOrderTest {
  /** The indices of steps first..last, one after the other. */
  private static int[] steps(EpochOrder order, int first, int last, int batch) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(step -> order.indices(step, batch))
        .flatMapToInt(Arrays::stream)
        .toArray();
  }

  @Property(tries = 200)
  void eachEpochVisitsEachExampleOnce(
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(min = 1, max = 50) int batch,
      @ForAll long seed) {
    int steps = (3 * size + batch - 1) / batch;
    int[] seen = steps(new EpochOrder(size, seed), 1, steps, batch);
    for (int epoch = 0; epoch < 3; epoch++) {
      assertThat(Arrays.copyOfRange(seen, epoch * size, (epoch + 1) * size))
          .containsExactlyInAnyOrder(IntStream.range(0, size).toArray());
    }
  }

  @Property(tries = 200)
  void resumingEqualsGoingOn(
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(min = 1, max = 50) int batch,
      @ForAll @IntRange(min = 2, max = 30) int resumed) {
    int[] whole = steps(new EpochOrder(size, 7), 1, 30, batch);
    assertThat(steps(new EpochOrder(size, 7), resumed, 30, batch))
        .isEqualTo(Arrays.copyOfRange(whole, (resumed - 1) * batch, whole.length));
  }

  @Test
  void epochsAndSeedsHaveOrdersOfTheirOwn() {
    EpochOrder order = new EpochOrder(100, 1);
    assertThat(order.indices(1, 100))
        .isNotEqualTo(order.indices(2, 100))
        .isNotEqualTo(new EpochOrder(100, 2).indices(1, 100))
        .isNotEqualTo(IntStream.range(0, 100).toArray());
  }

  @Test
  void threadsSeeTheSameOrder() {
    EpochOrder shared = new EpochOrder(10, 3);
    int[][] parallel =
        LongStream.range(1, 2000)
            .parallel()
            .mapToObj(step -> shared.indices(step, 7))
            .toArray(int[][]::new);
    EpochOrder alone = new EpochOrder(10, 3);
    for (int i = 0; i < parallel.length; i++) {
      assertThat(parallel[i]).isEqualTo(alone.indices(i + 1, 7));
    }
  }

  @Test
  void refusesWhatHasNoOrder() {
    assertThatThrownBy(() -> new EpochOrder(0, 1)).isInstanceOf(IllegalArgumentException.class);
    EpochOrder order = new EpochOrder(5, 1);
    assertThatThrownBy(() -> order.indices(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> order.indices(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
