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
        .withMessage("sampler is ddim; accepted is euler, heun, midpoint, euler-maruyama, dopri5")
        .satisfies(error -> assertThat(error.kind()).isEqualTo(UserError.Kind.INVALID_REQUEST));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0, 1, steps, 0",
    "1001, 1, 0, 1, steps, 1001",
    "10, NaN, 0, 1, guidance, NaN",
    "10, Infinity, 0, 1, guidance, Infinity",
    "10, 1, 0.6, 0.4, guidanceInterval, '0.6,0.4'",
    "10, 1, -0.1, 1, guidanceInterval, '-0.1,1.0'",
    "10, 1, 0, NaN, guidanceInterval, '0.0,NaN'"
  })
  void refusalsNameTheFieldAndTheValue(
      int steps, double guidance, double from, double to, String field, String given) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(
            () -> {
              new SolverOptions(SolverName.EULER, steps);
              new Guidance(guidance, Guidance.Schedule.RAMP, from, to);
            })
        .withMessageStartingWith(field + " is " + given + "; accepted is ")
        .satisfies(error -> assertThat(error.field()).contains(field));
  }

  @Test
  void samplerIsRequired() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new SolverOptions(null, 10))
        .withMessage("sampler is missing");
  }
}
