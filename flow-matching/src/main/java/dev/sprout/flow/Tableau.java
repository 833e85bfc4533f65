package dev.sprout.flow;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Butcher tableau of an explicit Runge–Kutta method: stage i evaluates the field at time t +
 * nodes[i]·dt and at the state reached with the earlier slopes, weighted by stages[i].
 */
final class Tableau {
  /** Euler's method, x + f(x)·dt. Order 1. */
  static final Tableau EULER = new Tableau(new double[] {0}, new double[][] {{}}, new double[] {1});

  /** Heun's method, the mean slope of both ends. Order 2. */
  static final Tableau HEUN =
      new Tableau(new double[] {0, 1}, new double[][] {{}, {1}}, new double[] {0.5, 0.5});

  /** Midpoint method, the slope half-way. Order 2. */
  static final Tableau MIDPOINT =
      new Tableau(new double[] {0, 0.5}, new double[][] {{}, {0.5}}, new double[] {0, 1});

  /**
   * Order 5 by Dormand and Prince, "A family of embedded Runge–Kutta formulae" (1980). The last
   * stage is at the result, so that its slope is the first of the next step.
   */
  static final Tableau DORMAND_PRINCE =
      new Tableau(
          new double[] {0, 1. / 5, 3. / 10, 4. / 5, 8. / 9, 1, 1},
          new double[][] {
            {},
            {1. / 5},
            {3. / 40, 9. / 40},
            {44. / 45, -56. / 15, 32. / 9},
            {19372. / 6561, -25360. / 2187, 64448. / 6561, -212. / 729},
            {9017. / 3168, -355. / 33, 46732. / 5247, 49. / 176, -5103. / 18656},
            {35. / 384, 0, 500. / 1113, 125. / 192, -2187. / 6784, 11. / 84}
          },
          new double[] {35. / 384, 0, 500. / 1113, 125. / 192, -2187. / 6784, 11. / 84, 0});

  private final double[] nodes;
  private final double[][] stages;
  private final double[] weights;

  private Tableau(double[] nodes, double[][] stages, double[] weights) {
    this.nodes = nodes;
    this.stages = stages;
    this.weights = weights;
  }

  /** State after one step of {@code dt}. */
  NDArray step(VelocityField field, NDArray x, double t, double dt) {
    return result(x, dt, slopes(field, x, t, dt, slope(field, x, t)));
  }

  /** Times of the evaluations in a step. */
  List<Double> times(double t, double dt) {
    return IntStream.range(0, nodes.length).mapToObj(i -> time(i, t, dt)).toList();
  }

  private double time(int stage, double t, double dt) {
    return t + nodes[stage] * dt;
  }

  /** Slopes of all stages, given the first. */
  NDArray[] slopes(VelocityField field, NDArray x, double t, double dt, NDArray first) {
    NDArray[] slopes = new NDArray[nodes.length];
    slopes[0] = first;
    for (int i = 1; i < nodes.length; i++) {
      slopes[i] = slope(field, x.add(weigh(dt, stages[i], slopes)), time(i, t, dt));
    }
    return slopes;
  }

  /** Result of a step with given slopes. */
  NDArray result(NDArray x, double dt, NDArray[] slopes) {
    return x.add(weigh(dt, weights, slopes));
  }

  /** Velocity, owned by the manager of {@code x}. */
  static NDArray slope(VelocityField field, NDArray x, double t) {
    NDArray slope = field.velocity(x, t);
    slope.attach(x.getManager());
    return slope;
  }

  /** Increment dt·Σ weight·slope. */
  static NDArray weigh(double dt, double[] weights, NDArray[] slopes) {
    NDArray sum = slopes[0].mul(dt * weights[0]);
    for (int i = 1; i < weights.length; i++) {
      if (weights[i] != 0) {
        sum = sum.add(slopes[i].mul(dt * weights[i]));
      }
    }
    return sum;
  }
}
