package dev.sprout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.sprout.core.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuidanceTest {
  @Test
  void constantIsTheSameEverywhere() {
    Guidance guidance = Guidance.constant(2.5);
    assertThat(guidance.scale(0, 4, 1)).isEqualTo(2.5);
    assertThat(guidance.scale(3, 4, 0)).isEqualTo(2.5);
  }

  @ParameterizedTest
  @CsvSource({"0, 4, 1", "1, 4, 1.6", "2, 4, 2.2", "3, 4, 2.8", "0, 1, 2.8", "1, 2, 2.8"})
  void rampRisesFromOneToItsEnd(int entity, int entities, double scale) {
    assertThat(Guidance.ramp(2.8).scale(entity, entities, 0.5)).isCloseTo(scale, within(1e-12));
  }

  @Test
  void intervalGuidesOnlyInside() {
    Guidance guidance = Guidance.constant(3).within(0.25, 0.75);
    assertThat(guidance.scale(0, 1, 0.25)).isEqualTo(3);
    assertThat(guidance.scale(0, 1, 0.75)).isEqualTo(3);
    assertThat(guidance.scale(0, 1, Math.nextDown(0.25))).isEqualTo(1);
    assertThat(guidance.scale(0, 1, Math.nextUp(0.75))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"-0.1, 0.5", "0.6, 0.5", "0.5, 1.1", "NaN, 1"})
  void refusesIntervalsOutsideTheRange(double low, double high) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Guidance.constant(2).within(low, high))
        .withMessageStartingWith("guidanceInterval is " + low + "," + high + "; accepted is");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void refusesScalesThatAreNotFinite(double scale) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Guidance.ramp(scale))
        .withMessageContaining("guidance is " + scale);
    assertThatExceptionOfType(UserError.class).isThrownBy(() -> Guidance.constant(scale));
  }

  @Test
  void combinesPredictions() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray unconditional = manager.create(new float[] {1, 2});
      NDArray conditional = manager.create(new float[] {2, 0});

      NDArray guided = Guidance.combine(unconditional, conditional, 2.5);

      assertThat(guided.getDataType()).isEqualTo(DataType.FLOAT32);
      assertThat(guided.toFloatArray()).containsExactly(3.5f, -3);
      assertThat(Guidance.combine(unconditional, conditional, 0).toFloatArray())
          .containsExactly(1, 2);
      assertThat(Guidance.combine(unconditional, conditional, 1).toFloatArray())
          .containsExactly(2, 0);
      assertThat(unconditional.toFloatArray()).containsExactly(1, 2);
      assertThat(conditional.toFloatArray()).containsExactly(2, 0);
    }
  }

  @Test
  void onlyScaleOneNeedsNoUnconditionalHalf() {
    assertThat(Guidance.needsUnconditional(1)).isFalse();
    assertThat(Guidance.needsUnconditional(0)).isTrue();
    assertThat(Guidance.needsUnconditional(1.5)).isTrue();
  }
}
