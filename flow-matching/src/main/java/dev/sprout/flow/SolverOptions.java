package dev.sprout.flow;

import dev.sprout.core.Require;

/**
 * Solver of the flow and its number of steps. Immutable and thread-safe; invalid values don't get
 * past the constructor.
 *
 * @param sampler which solver
 * @param steps 1..1000; {@code dopri5} chooses its own and ignores it
 */
public record SolverOptions(SolverName sampler, int steps) {
  private static final int MOST_STEPS = 1000;

  /** Relative and absolute error of a step that {@code dopri5} allows. */
  private static final double TOLERANCE = 1e-3;

  /** Where {@code euler-maruyama} stops adding noise: below, the score is too steep for a step. */
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
