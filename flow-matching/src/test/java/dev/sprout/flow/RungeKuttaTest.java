package dev.sprout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RungeKuttaTest {
  private static final double[] START = {-1.7, -0.2, 0.6, 2.3};

  /** A flow that curves in place and time: atan(x) moves by exp(t)/8. */
  private static final VelocityField BENT =
      (x, t) -> x.square().add(1).mul(x.getManager().create(Math.exp(t) / 8));

  @ParameterizedTest
  @CsvSource({"EULER, 1", "HEUN, 2", "MIDPOINT, 2"})
  void errorFallsWithTheOrder(SolverName sampler, int order) {
    double coarse = bentError(new SolverOptions(sampler, 100).solver());
    double fine = bentError(new SolverOptions(sampler, 200).solver());
    assertThat(log2(coarse / fine)).isCloseTo(order, within(0.05));
  }

  @Test
  void dormandPrinceHasOrderFive() {
    GaussianFlow flow = new GaussianFlow(0.7, 0.4);
    double coarse = error(dormandPrince(40), flow, flow::solution);
    double fine = error(dormandPrince(80), flow, flow::solution);
    assertThat(log2(coarse / fine)).isCloseTo(5, within(0.2));
  }

  @ParameterizedTest
  @CsvSource({"EULER, 0.01", "HEUN, 1e-4", "MIDPOINT, 1e-4"})
  void noiseArrivesAtTheGaussianData(SolverName sampler, double tolerance) {
    GaussianFlow flow = new GaussianFlow(0.7, 0.4);
    Solver solver = new SolverOptions(sampler, 200).solver();
    assertThat(error(solver, flow, flow::solution)).isLessThan(tolerance);
  }

  @ParameterizedTest
  @CsvSource({"EULER, 10", "HEUN, 20", "MIDPOINT, 20", "EULER_MARUYAMA, 10"})
  void costsWhatItSays(SolverName sampler, int evaluations) {
    try (NDManager manager = NDManager.newBaseManager()) {
      CountingField field = new CountingField(new GaussianFlow(0, 1));
      NDArray start = manager.create(START);
      new SolverOptions(sampler, 10)
          .solver()
          .solve(field, start, (scope, shape) -> scope.zeros(shape));
      assertThat(field.evaluations()).isEqualTo(evaluations);
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsTypeStartAndOwner(SolverName sampler) {
    try (NDManager manager = NDManager.newBaseManager()) {
      List<DataType> fed = new ArrayList<>();
      GaussianFlow flow = new GaussianFlow(0.5, 0.5);
      NDArray start = manager.create(new float[] {-1, 0, 0.5f, 2}, new Shape(2, 2));
      int before = manager.getManagedArrays().size();

      NDArray end =
          new SolverOptions(sampler, 5)
              .solver()
              .solve(
                  (x, t) -> {
                    fed.add(x.getDataType());
                    return flow.velocity(x, t);
                  },
                  start,
                  (scope, shape) -> scope.zeros(shape));

      assertThat(fed).containsOnly(DataType.FLOAT32);
      assertThat(end.getDataType()).isEqualTo(DataType.FLOAT32);
      assertThat(end.getShape()).isEqualTo(start.getShape());
      assertThat(end.getManager()).isSameAs(manager);
      assertThat(manager.getManagedArrays()).hasSize(before + 1);
      assertThat(start.toFloatArray()).containsExactly(-1, 0, 0.5f, 2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void freesEachStepBeforeTheOneAfterNext(SolverName sampler) {
    try (NDManager manager = NDManager.newBaseManager()) {
      List<NDArray> states = new ArrayList<>();
      GaussianFlow flow = new GaussianFlow(0.5, 0.1);
      new SolverOptions(sampler, 50)
          .solver()
          .solve(
              (x, t) -> {
                assertThat(states.stream().filter(old -> !old.isReleased()).count())
                    .isLessThanOrEqualTo(8);
                states.add(x);
                return flow.velocity(x, t);
              },
              manager.create(START),
              (scope, shape) -> scope.zeros(shape));
      assertThat(states).hasSizeGreaterThan(30).allMatch(NDArray::isReleased);
    }
  }

  @Test
  void eulerStepsInSinglePrecision() {
    float[] expected = {-1.3f, 0.7f, 0.1f};
    int steps = 7;
    try (NDManager manager = NDManager.newBaseManager()) {
      VelocityField field = (x, t) -> x.getManager().create(bend(x.toFloatArray(), t));
      NDArray start = manager.create(expected);
      float[] end =
          new SolverOptions(SolverName.EULER, steps).solver().solve(field, start).toFloatArray();
      double[] times = TimeGrid.linspace(1, 0, steps + 1);
      for (int i = 0; i < steps; i++) {
        float[] velocity = bend(expected, times[i]);
        for (int j = 0; j < expected.length; j++) {
          float move = velocity[j] * (float) (times[i + 1] - times[i]);
          expected[j] += move;
        }
      }
      assertThat(end).containsExactly(expected);
    }
  }

  private static float[] bend(float[] x, double t) {
    float[] velocity = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      velocity[i] = (float) StrictMath.sin(3 * x[i] + t);
    }
    return velocity;
  }

  private static Solver dormandPrince(int steps) {
    return new RungeKutta(Tableau.DORMAND_PRINCE, TimeGrid.linspace(1, 0, steps + 1));
  }

  private static double bentError(Solver solver) {
    return error(solver, BENT, z -> Math.tan(Math.atan(z) - (Math.E - 1) / 8));
  }

  /** The largest distance from where the points of {@link #START} should arrive. */
  private static double error(Solver solver, VelocityField field, DoubleUnaryOperator solution) {
    try (NDManager manager = NDManager.newBaseManager()) {
      double[] end = solver.solve(field, manager.create(START)).toDoubleArray();
      double worst = 0;
      for (int i = 0; i < end.length; i++) {
        worst = Math.max(worst, Math.abs(end[i] - solution.applyAsDouble(START[i])));
      }
      return worst;
    }
  }

  private static double log2(double ratio) {
    return Math.log(ratio) / Math.log(2);
  }
}
