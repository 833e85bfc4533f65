package dev.sprout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepControlTest {
  private static final double WIDTH = 0.02;

  @Test
  void limitsHowFastStepsChange() {
    StepControl control = new StepControl();
    assertThat(control.factor(0)).isEqualTo(10);
    assertThat(control.factor(1e9)).isEqualTo(0.2);
    assertThat(control.factor(0)).as("no growth after a rejection").isEqualTo(1);
    assertThat(control.factor(0)).isEqualTo(10);
  }

  @Test
  void worseErrorsGiveShorterSteps() {
    assertFalling(1e-3, 1e-2, 0.1, 1); // accepted
    assertFalling(1.5, 2, 5, 10); // rejected
    assertThat(new StepControl().factor(1.01)).isLessThan(1);
  }

  private static void assertFalling(double... errors) {
    double before = Double.POSITIVE_INFINITY;
    for (double error : errors) {
      double factor = new StepControl().factor(error);
      assertThat(factor).isLessThan(before);
      before = factor;
    }
  }

  /** A peak at t = ½ with a known integral, which no step fit for its flanks survives. */
  @Test
  void triesAgainWhereTheFieldIsSteep() {
    List<Double> asked = new ArrayList<>();
    VelocityField peak =
        (x, t) -> {
          asked.add(t);
          return x.zerosLike().add(1 / (WIDTH * WIDTH + (t - 0.5) * (t - 0.5)));
        };
    try (NDManager manager = NDManager.newBaseManager()) {
      Solver solver = new DormandPrince(1e-6, 1e-6, 1000);
      double end = solver.solve(peak, manager.create(new double[] {0})).getDouble(0);
      assertThat(end).isCloseTo(-2 / WIDTH * Math.atan(0.5 / WIDTH), within(1e-3));
    }
    assertThat(stepsBack(asked)).as("rejected steps").isPositive();
    assertThat(asked).startsWith(1.0).endsWith(0.0, 0.0);
  }

  @Test
  void keepsShapeAndType() {
    try (NDManager manager = NDManager.newBaseManager()) {
      for (Shape shape : List.of(new Shape(3), new Shape(2, 3, 4))) {
        var start = manager.ones(shape);
        var end = new DormandPrince(1e-3, 1e-3, 100).solve((x, t) -> x.mul(0.5f), start);
        assertThat(end.getShape()).isEqualTo(shape);
        assertThat(end.getDataType()).isEqualTo(start.getDataType());
        assertThat(end.min().getFloat()).isCloseTo((float) Math.exp(-0.5), within(1e-3f));
      }
    }
  }

  /** Stages go forward; only after a rejection is an earlier place on the way asked again. */
  private static int stepsBack(List<Double> times) {
    int count = 0;
    for (int i = 1; i < times.size(); i++) {
      count += times.get(i) > times.get(i - 1) ? 1 : 0;
    }
    return count;
  }
}
