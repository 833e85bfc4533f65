package dev.sprout.nn.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

class CheckTest {

  @Test
  void differencesAreSharesOfLargeValuesAndPlainOnesOfSmall() {
    assertThat(difference(new float[] {0.5f, -8}, new float[] {0.25f, -8})).isEqualTo(0.25);
    assertThat(difference(new float[] {0.5f, -9}, new float[] {0.5f, -8})).isEqualTo(0.125);
    assertThat(difference(new float[] {1}, new float[] {1.001f})).isCloseTo(0.001, offset(1e-6));
  }

  @Test
  void noNumberIsNeverWithin() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Check check =
          Check.of(
              "x", manager.create(new float[] {Float.NaN, 1}), manager.create(new float[] {1, 1}));
      assertThat(check.within(1e9)).isFalse();
    }
  }

  private static double difference(float[] computed, float[] recorded) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return Check.of("x", manager.create(computed), manager.create(recorded)).difference();
    }
  }
}
