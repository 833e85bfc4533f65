package dev.sprout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

/**
 * The exact law of the samples. The end is affine in the start and in the noise of each step, so
 * the solver's answers to one unit at a time give mean and variance without any chance.
 */
class EulerMaruyamaLawTest {
  private static final double MEAN = 0.7;
  private static final double VARIANCE = 0.25;

  /** Mean and variance of where a solver ends. */
  private record Moments(double mean, double variance) {
    double distanceToData() {
      return Math.max(Math.abs(mean - MEAN), Math.abs(variance - VARIANCE));
    }
  }

  @Test
  void approachesTheDataWithWeakOrderOne() {
    double coarse = onEvenGrid(200).distanceToData();
    double fine = onEvenGrid(400).distanceToData();
    assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(1, within(0.1));
  }

  @Test
  void publishedTimesStayCloseToTheData() {
    Solver solver = new SolverOptions(SolverName.EULER_MARUYAMA, 250).solver();
    assertThat(moments(solver, 250).distanceToData()).isLessThan(0.006);
  }

  private static Moments onEvenGrid(int steps) {
    return moments(new EulerMaruyama(TimeGrid.linspace(1, 0, steps + 1)), steps);
  }

  private static Moments moments(Solver solver, int steps) {
    double[] start = new double[steps + 1]; // a start of 1, the noise of each step, nothing
    start[0] = 1;
    int[] drawn = {0};
    NoiseSource unit =
        (manager, shape) -> {
          double[] one = new double[steps + 1];
          one[++drawn[0]] = 1;
          return manager.create(one);
        };
    VelocityField flow = new GaussianFlow(MEAN, Math.sqrt(VARIANCE));
    try (NDManager manager = NDManager.newBaseManager()) {
      double[] ends = solver.solve(flow, manager.create(start), unit).toDoubleArray();
      double mean = ends[steps];
      double variance = 0;
      for (double answer : ends) {
        variance += (answer - mean) * (answer - mean);
      }
      return new Moments(mean, variance);
    }
  }
}
