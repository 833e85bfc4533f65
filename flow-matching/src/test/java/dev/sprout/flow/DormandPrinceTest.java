package dev.sprout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import org.junit.jupiter.api.Test;

class DormandPrinceTest {
  @Test
  void meetsItsTolerance() {
    GaussianFlow flow = new GaussianFlow(0.7, 0.2);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray start = manager.create(new double[] {-1.7, -0.2, 0.6, 2.3});
      double previous = Double.POSITIVE_INFINITY;
      for (double tolerance : new double[] {1e-3, 1e-5, 1e-7}) {
        double[] end =
            new DormandPrince(tolerance, tolerance, 1000).solve(flow, start).toDoubleArray();
        double error = 0;
        for (int i = 0; i < end.length; i++) {
          error = Math.max(error, Math.abs(end[i] - flow.solution(start.getDouble(i))));
        }
        assertThat(error).isLessThan(10 * tolerance).isLessThan(previous);
        previous = error;
      }
    }
  }

  @Test
  void tighterToleranceCostsMore() {
    assertThat(evaluations(1e-7)).isGreaterThan(evaluations(1e-3));
    assertThat(evaluations(1e-3) % 6).isEqualTo(1); // one at the start, six a step
  }

  @Test
  void straightFlowTakesFewSteps() {
    try (NDManager manager = NDManager.newBaseManager()) {
      CountingField field = new CountingField((x, t) -> x.onesLike());
      NDArray start = manager.create(new double[] {0.25, 3});
      double[] end = new DormandPrince(1e-5, 1e-5, 10).solve(field, start).toDoubleArray();
      assertThat(end[0]).isCloseTo(-0.75, within(1e-12));
      assertThat(end[1]).isCloseTo(2, within(1e-12));
      assertThat(field.evaluations()).isLessThanOrEqualTo(1 + 6 * 4);
    }
  }

  @Test
  void thePictureInNeedDecidesForTheBatch() {
    VelocityField field = new GaussianFlow(0, 0.2);
    try (NDManager manager = NDManager.newBaseManager()) {
      CountingField alone = new CountingField(field);
      CountingField among = new CountingField(field);
      double[] batch = new double[1000];
      batch[0] = 5; // the others rest at the fixed point 0
      DormandPrince solver = new DormandPrince(1e-5, 1e-5, 1000);
      NDArray single = solver.solve(alone, manager.create(new double[] {5}, new Shape(1, 1)));
      NDArray first = solver.solve(among, manager.create(batch, new Shape(1000, 1)));
      assertThat(first.getDouble(0, 0)).isCloseTo(single.getDouble(0, 0), within(1e-13));
      assertThat(among.evaluations()).isEqualTo(alone.evaluations());
    }
  }

  @Test
  void givesUpWithAdvice() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray start = manager.create(new double[] {1});
      GaussianFlow flow = new GaussianFlow(0, 0.01);
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(() -> new DormandPrince(1e-7, 1e-7, 3).solve(flow, start))
          .withMessageContaining("after 3 steps")
          .withMessageContaining("use another sampler");
    }
  }

  @Test
  void reportsVelocitiesThatAreNotNumbers() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray start = manager.create(new double[] {1});
      VelocityField broken = (x, t) -> x.mul(x.getManager().create(Double.NaN));
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(() -> new DormandPrince(1e-5, 1e-5, 100).solve(broken, start))
          .withMessage("dopri5: the velocity at t = 1.0000 is not a number");
    }
  }

  private static int evaluations(double tolerance) {
    try (NDManager manager = NDManager.newBaseManager()) {
      CountingField field = new CountingField(new GaussianFlow(0.7, 0.2));
      new DormandPrince(tolerance, tolerance, 1000)
          .solve(field, manager.create(new double[] {2.3}));
      return field.evaluations();
    }
  }
}
