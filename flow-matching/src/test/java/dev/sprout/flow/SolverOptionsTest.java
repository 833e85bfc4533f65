package dev.sprout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sprout.core.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SolverOptionsTest {
  @ParameterizedTest
  @EnumSource
  void namesAreReadBack(SolverName sampler) {
    assertThat(SolverName.parse(sampler.toString())).isSameAs(sampler);
  }

  @Test
  void unknownNamesAreRefusedWithTheAcceptedOnes() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> SolverName.parse("ddim"))
        .withMessage(
            "--sampler is ddim; accepted are euler, heun, midpoint, euler-maruyama, dopri5")
        .satisfies(error -> assertThat(error.kind()).isEqualTo(UserError.Kind.INVALID_REQUEST));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 0.001, --steps is 0",
    "1001, 1, 1, 0.001, --steps is 1001",
    "10, NaN, 1, 0.001, --guidance is NaN",
    "10, 1, 0, 0.001, --shift is 0.0",
    "10, 1, 101, 0.001, --shift is 101.0",
    "10, 1, NaN, 0.001, --shift is NaN",
    "10, 1, 1, 0, --tolerance is 0.0",
    "10, 1, 1, 0.2, --tolerance is 0.2"
  })
  void refusalsNameTheFlagAndTheValue(
      int steps, double guidance, double shift, double tolerance, String message) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new SolverOptions(SolverName.EULER, steps, guidance, shift, tolerance))
        .withMessageStartingWith(message + "; accepted is ");
  }

  @Test
  void samplerIsRequired() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new SolverOptions(null, 10, 1))
        .withMessage("--sampler is missing");
  }
}
