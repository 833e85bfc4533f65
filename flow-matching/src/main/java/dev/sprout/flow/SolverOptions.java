package dev.sprout.flow;

import dev.sprout.core.Require;

/**
 * Solver of the flow and its number of steps. Immutable and thread-safe; the constructor checks
 * both.
 *
 * @param sampler solver
 * @param steps number of steps, 1..1000; unused by the adaptive {@code dopri5}
 */
public record SolverOptions(SolverName sampler, int steps) {
  private static final int MOST_STEPS = 1000;

  /** Relative and absolute tolerance of a {@code dopri5} step. */
  private static final double TOLERANCE = 1e-3;

  /** Time below which {@code euler-maruyama} adds no noise, as the score is too steep. */
  private static final double LAST_NOISY_TIME = 0.04;

  /** Checks both values. */
  public SolverOptions {
    Require.present("sampler", sampler);
    Require.between("steps", steps, 1, MOST_STEPS);
  }

  /** The solver of a flow trained on the {@link LinearInterpolant}. */
  public Solver solver() {
    return switch (sampler) {
      case EULER -> new RungeKutta(Tableau.EULER, TimeGrid.linspace(1, 0, steps + 1));
      case HEUN -> new RungeKutta(Tableau.HEUN, TimeGrid.linspace(1, 0, steps + 1));
      case MIDPOINT -> new RungeKutta(Tableau.MIDPOINT, TimeGrid.linspace(1, 0, steps + 1));
      case EULER_MARUYAMA -> new EulerMaruyama(noisyTimes());
      case DOPRI5 -> new DormandPrince(TOLERANCE, TOLERANCE, MOST_STEPS);
    };
  }

  private double[] noisyTimes() {
    return TimeGrid.endingAtZero(TimeGrid.linspace(1, LAST_NOISY_TIME, steps));
  }
}
