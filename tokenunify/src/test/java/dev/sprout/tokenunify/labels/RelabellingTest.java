package dev.sprout.tokenunify.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RelabellingTest {
  private static final long LARGE = -1; // 2^64 − 1

  @Test
  void sizesAreThoseOverAllBlocks() {
    Relabelling sizes = new Relabelling();
    sizes.add(new long[] {9, 9, LARGE, 0, 9});
    sizes.add(new long[] {LARGE, 4, 4, 4, 0});
    assertThat(sizes.segments()).isEqualTo(3);
    long[] all = {0, 4, 9, LARGE};
    assertThat(sizes.consecutive().apply(all)).containsExactly(0, 1, 2, 3);
    assertThat(sizes.withoutSmall(3).apply(all)).containsExactly(0, 4, 9, 0);
    assertThat(new Relabelling().segments()).isZero();
  }

  @Test
  void labelsWithoutANewOneStay() {
    LabelMap map = new LabelMap();
    map.put(LARGE, 5);
    map.put(7, LARGE);
    assertThat(map.apply(new long[] {7, 7, 8, LARGE})).containsExactly(LARGE, LARGE, 8, 5);
    assertThatIllegalArgumentException().isThrownBy(() -> map.put(7, 1));
  }
}
