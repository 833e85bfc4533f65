package dev.sprout.nn.train;

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
  private static int[] run(EpochOrder order, long firstStep, int steps, int batch) {
    return LongStream.range(firstStep, firstStep + steps)
        .mapToObj(step -> order.indices(step, batch))
        .flatMapToInt(Arrays::stream)
        .toArray();
  }

  @Property(tries = 100)
  void eachEpochVisitsEveryExampleOnce(
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(min = 1, max = 60) int batch,
      @ForAll long seed) {
    int[] seen = run(new EpochOrder(size, seed), 1, (3 * size + batch - 1) / batch, batch);
    int[] all = IntStream.range(0, size).toArray();
    for (int epoch = 0; epoch < 3; epoch++) {
      int[] visited = Arrays.copyOfRange(seen, epoch * size, (epoch + 1) * size);
      assertThat(Arrays.stream(visited).sorted().toArray()).isEqualTo(all);
    }
  }

  @Property(tries = 100)
  void resumingEqualsGoingOn(
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(min = 1, max = 60) int batch,
      @ForAll @IntRange(min = 1, max = 20) int done,
      @ForAll long seed) {
    int[] through = run(new EpochOrder(size, seed), 1, done + 5, batch);
    int[] resumed = run(new EpochOrder(size, seed), done + 1, 5, batch);
    assertThat(resumed).isEqualTo(Arrays.copyOfRange(through, done * batch, through.length));
  }

  @Test
  void stepsInAnyOrderGiveTheSame() {
    EpochOrder order = new EpochOrder(10, 3);
    int[] late = order.indices(9, 4);
    order.indices(2, 4);
    assertThat(order.indices(9, 4)).isEqualTo(late);
  }

  @Test
  void epochsAndSeedsDiffer() {
    EpochOrder order = new EpochOrder(50, 3);
    int[] first = order.indices(1, 50);
    assertThat(order.indices(2, 50)).isNotEqualTo(first);
    assertThat(new EpochOrder(50, 4).indices(1, 50)).isNotEqualTo(first);
  }

  @Test
  void laterStepsThanIntCountsWork() {
    assertThat(new EpochOrder(7, 3).indices(1L << 40, 256)).containsOnly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void impossibleOrdersAreRefused() {
    assertThatThrownBy(() -> new EpochOrder(0, 1)).hasMessageContaining("no examples");
    assertThatThrownBy(() -> new EpochOrder(5, 1).indices(0, 4)).hasMessageContaining("no step 0");
  }
}
