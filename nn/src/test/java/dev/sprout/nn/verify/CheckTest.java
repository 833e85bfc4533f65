package dev.sprout.nn.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
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

  @Test
  void sharesAreOfTheTolerance() {
    assertThat(new Check("x", 2.5e-5).share(1e-4)).isCloseTo(0.25, offset(1e-12));
    assertThat(new Check("x", 0).share(0)).isZero();
    assertThat(new Check("x", 1e-9).share(0)).isInfinite();
    assertThat(new Check("x", Double.NaN).share(1)).isNaN();
  }

  @Test
  void otherShapesAreRefused() {
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThatThrownBy(
              () ->
                  Check.of(
                      "velocity",
                      manager.create(new float[] {1}),
                      manager.create(new float[] {1, 2})))
          .isInstanceOf(UserError.class)
          .hasMessage(
              "velocity is recorded as (2) and computed as (1): the recording belongs to other weights"
                  + " or another number of heads");
    }
  }

  private static double difference(float[] computed, float[] recorded) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return Check.of("x", manager.create(computed), manager.create(recorded)).difference();
    }
  }
}
