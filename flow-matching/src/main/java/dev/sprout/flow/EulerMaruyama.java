package dev.sprout.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;

/**
 * Euler–Maruyama solver of the reverse stochastic equation dx = (v − ½·w·score)·dt + √w·dW, whose
 * marginals are those of the flow for any diffusion w ≥ 0 (SiT, arXiv 2401.08740, section 2.3).
 * Here w = 2t.
 *
 * <p>The state is float64 and passed to the field in the type of the start; the last step adds no
 * noise.
 */
final class EulerMaruyama implements Solver {
  private final double[] times;

  /**
   * Creates the solver of steps from {@code times[0]} to the last time; all are above 0 but the
   * last.
   */
  EulerMaruyama(double[] times) {
    this.times = times.clone();
  }

  @Override
  public List<Double> times() {
    return Arrays.stream(times, 0, times.length - 1).boxed().toList();
  }

  @Override
  public NDArray solve(VelocityField field, NDArray start, NoiseSource noise) {
    VelocityField exact = (x, t) -> velocity(field, x, t, start.getDataType());
    return FixedSteps.run(
        start, DataType.FLOAT64, times.length - 1, (x, i) -> step(exact, x, i, noise));
  }

  private NDArray step(VelocityField field, NDArray x, int i, NoiseSource noise) {
    double t = times[i];
    double dt = times[i + 1] - t;
    NDArray mean = x.add(drift(field, x, t).mul(dt));
    if (i == times.length - 2) {
      return mean;
    }
    NDArray gaussian = noise.next(x.getManager(), x.getShape()).toType(DataType.FLOAT64, false);
    return mean.add(gaussian.mul(Math.sqrt(diffusion(t)) * Math.sqrt(Math.abs(dt))));
  }

  private static NDArray drift(VelocityField field, NDArray x, double t) {
    NDArray v = field.velocity(x, t);
    NDArray score = LinearInterpolant.score(x, v, t);
    return v.sub(score.mul(0.5 * diffusion(t)));
  }

  private static double diffusion(double t) {
    return 2 * t;
  }

  private static NDArray velocity(VelocityField field, NDArray x, double t, DataType fed) {
    return Tableau.slope(field, x.toType(fed, false), t).toType(DataType.FLOAT64, false);
  }
}
