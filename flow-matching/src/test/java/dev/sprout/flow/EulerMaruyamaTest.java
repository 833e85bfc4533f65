package dev.sprout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.ops.GaussianNoise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EulerMaruyamaTest {
  private static final double MEAN = 0.7;
  private static final double DEVIATION = 0.5;
  private static final GaussianFlow FLOW = new GaussianFlow(MEAN, DEVIATION);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10})
  void followsThePublishedFormulas(int steps) {
    float[] start = {-1.3f, 0.7f, 0.1f};
    float[] gaussians = new RandomStream(3).gaussians(3 * steps);
    List<Shape> drawn = new ArrayList<>();
    try (NDManager manager = NDManager.newBaseManager()) {
      NoiseSource recorded =
          (scope, shape) -> {
            drawn.add(shape);
            float[] now = new float[3];
            System.arraycopy(gaussians, 3 * (drawn.size() - 1), now, 0, 3);
            return scope.create(now, shape);
          };
      VelocityField field =
          (x, t) -> {
            float[] values = x.toFloatArray();
            float[] velocity = new float[values.length];
            for (int j = 0; j < values.length; j++) {
              velocity[j] = bend(values[j], t);
            }
            return x.getManager().create(velocity, x.getShape());
          };
      float[] end =
          solver(steps)
              .solve(field, manager.create(start, new Shape(1, 3)), recorded)
              .toFloatArray();
      for (int j = 0; j < 3; j++) {
        assertThat(end[j])
            .isCloseTo((float) published(start[j], gaussians, j, steps), within(2e-7f));
      }
      assertThat(drawn).hasSize(steps - 1).allMatch(new Shape(1, 3)::equals);
    }
  }

  /** The formulas as published, for one number. */
  private static double published(double x, float[] gaussians, int j, int steps) {
    double[] times = times(steps);
    for (int i = 0; i < steps; i++) {
      double t = times[i];
      double dt = times[i + 1] - t;
      double v = bend((float) x, t);
      double w = 2 * t;
      double score = (-(1 - t) * v - x) / (t * t + (1 - t) * t);
      x += (v - 0.5 * w * score) * dt;
      if (i < steps - 1) {
        x += Math.sqrt(w) * Math.sqrt(Math.abs(dt)) * gaussians[3 * i + j];
      }
    }
    return x;
  }

  private static float bend(float x, double t) {
    return (float) StrictMath.sin(3 * x + t);
  }

  /** From 1 to 0.04 in equal steps, then 0. */
  private static double[] times(int steps) {
    double[] times = new double[steps + 1];
    for (int i = 0; i < steps; i++) {
      times[i] = steps == 1 ? 1 : 1 - 0.96 * i / (steps - 1);
    }
    return times;
  }

  @Test
  void samplesHaveTheMomentsOfItsChain() {
    int steps = 50;
    int count = 40_000;
    double[] moments = chain(steps);
    try (NDManager manager = NDManager.newBaseManager()) {
      RandomStream stream = new RandomStream(17);
      NoiseSource noise = (owner, shape) -> GaussianNoise.draw(stream, owner, shape);
      NDArray start = GaussianNoise.draw(stream, manager, new Shape(count));
      NDArray end = solver(steps).solve(FLOW, start, noise).toType(DataType.FLOAT64, false);
      double mean = end.mean().getDouble();
      double variance = end.sub(mean).square().mean().getDouble();
      // four standard errors
      assertThat(mean).isCloseTo(moments[0], within(4 * Math.sqrt(moments[1] / count)));
      assertThat(variance).isCloseTo(moments[1], within(4 * moments[1] * Math.sqrt(2.0 / count)));
    }
  }

  @Test
  void chainTendsToTheData() {
    double[] coarse = chain(250);
    double[] fine = chain(1000);
    assertThat(fine[0]).isCloseTo(MEAN, within(0.003));
    assertThat(fine[1]).isCloseTo(DEVIATION * DEVIATION, within(0.01));
    assertThat(Math.abs(fine[1] - 0.25)).isLessThan(Math.abs(coarse[1] - 0.25));
  }

  /**
   * Mean and variance after the steps: each is affine in x, so that both can be followed exactly.
   */
  private static double[] chain(int steps) {
    double mean = 0;
    double variance = 1;
    double[] times = times(steps);
    for (int i = 0; i < steps; i++) {
      double t = times[i];
      double dt = times[i + 1] - t;
      double offset = drift(0, t);
      double slope = drift(1, t) - offset;
      double w = i < steps - 1 ? 2 * t : 0;
      mean += (offset + slope * mean) * dt;
      variance = (1 + slope * dt) * (1 + slope * dt) * variance + w * Math.abs(dt);
    }
    return new double[] {mean, variance};
  }

  private static double drift(double x, double t) {
    return FLOW.velocity(x, t) - t * FLOW.score(x, t); // w/2 = t
  }

  @Test
  void guidingTheDriftIsGuidingTheVelocity() {
    double scale = 2.7;
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray x = manager.create(new double[] {-1.4, 0.2, 1.9});
      NDArray conditional = manager.create(new double[] {0.3, -2, 0.6});
      NDArray unconditional = manager.create(new double[] {-0.1, 1.1, 0.9});
      for (double t : new double[] {1, 0.5, 0.04}) {
        NDArray drifts =
            Guidance.combine(drift(unconditional, x, t), drift(conditional, x, t), scale);
        NDArray velocities = drift(Guidance.combine(unconditional, conditional, scale), x, t);
        assertThat(drifts.sub(velocities).abs().max().getDouble()).isLessThan(1e-12);
      }
    }
  }

  /** The solver's own drift: what a step without noise moves by, over dt. */
  private static NDArray drift(NDArray velocity, NDArray x, double t) {
    Solver single = new EulerMaruyama(new double[] {t, 0});
    NDArray end = single.solve((state, time) -> velocity.duplicate(), x);
    return end.sub(x).div(-t);
  }

  @Test
  void sayThatNoiseIsMissing() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray start = manager.create(new float[] {1});
      assertThatIllegalStateException()
          .isThrownBy(() -> solver(2).solve(FLOW, start))
          .withMessage("this solver needs a noise source");
    }
  }

  private static Solver solver(int steps) {
    return new SolverOptions(SolverName.EULER_MARUYAMA, steps).solver();
  }
}
