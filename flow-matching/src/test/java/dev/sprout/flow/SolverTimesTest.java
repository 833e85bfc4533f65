package dev.sprout.flow;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times that solvers announce against those at which they evaluate the field. */
class SolverTimesTest {
  @ParameterizedTest
  @CsvSource({"EULER, 7", "HEUN, 14", "MIDPOINT, 14", "EULER_MARUYAMA, 7"})
  void solversOfFixedStepsAnnounceEveryTimeToTheLastBit(SolverName name, int evaluations) {
    Solver solver = new SolverOptions(name, 7).solver();
    List<Double> seen = new ArrayList<>();
    try (NDManager manager = NDManager.newBaseManager()) {
      VelocityField field =
          (x, t) -> {
            seen.add(t);
            return x.mul(1);
          };
      solver.solve(field, manager.ones(new Shape(1, 2)), (owner, shape) -> owner.ones(shape));
    }
    assertThat(solver.times()).isEqualTo(seen).hasSize(evaluations);
  }

  @Test
  void theAdaptiveSolverAnnouncesNone() {
    assertThat(new SolverOptions(SolverName.DOPRI5, 7).solver().times()).isEmpty();
  }
}
