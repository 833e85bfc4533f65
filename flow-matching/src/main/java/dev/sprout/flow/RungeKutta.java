package dev.sprout.flow;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.IntStream;

/** Runge–Kutta solver on a fixed time grid, with the state in the type of the start. */
final class RungeKutta implements Solver {
  private final Tableau method;
  private final double[] times;

  /** Creates the solver of steps from {@code times[0]} to the last time. */
  RungeKutta(Tableau method, double[] times) {
    this.method = method;
    this.times = times.clone();
  }

  @Override
  public List<Double> times() {
    return IntStream.range(0, times.length - 1)
        .mapToObj(i -> method.times(times[i], times[i + 1] - times[i]))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public NDArray solve(VelocityField field, NDArray start, NoiseSource noise) {
    return FixedSteps.run(
        start,
        start.getDataType(),
        times.length - 1,
        (x, i) -> method.step(field, x, times[i], times[i + 1] - times[i]));
  }
}
