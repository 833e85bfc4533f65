package dev.sprout.flow;

import dev.sprout.core.UserError;

/**
 * How a picture is sampled, as users say it. Immutable and thread-safe; invalid values don't get
 * past the constructor.
 *
 * @param sampler which solver
 * @param steps 1..1000; {@code dopri5} chooses its own and ignores it
 * @param guidance the guidance scale, finite; 1 is none
 * @param shift above 0: moves the steps towards noise, see {@link TimeSampler#shifted}; 1 spaces
 *     them evenly
 * @param tolerance 1e-8..0.1: the error of a step, relative and absolute, that {@code dopri5}
 *     allows; the others ignore it
 */
public record SolverOptions(
    SolverName sampler, int steps, double guidance, double shift, double tolerance) {
  /** Tried steps after which {@code dopri5} gives up. */
  private static final int MAX_STEPS = 1000;

  /** Where {@code euler-maruyama} stops adding noise: below, the score is too steep for a step. */
  private static final double LAST_NOISY_TIME = 0.04;

  /**
   * Checks all values.
   *
   * @throws UserError naming the flag of the first value that is not accepted
   */
  public SolverOptions {
    if (sampler == null) {
      throw UserError.badRequest("--sampler is missing");
    }
    require(steps >= 1 && steps <= 1000, "--steps", steps, "a whole number from 1 to 1000");
    require(Double.isFinite(guidance), "--guidance", guidance, "a finite number, such as 2.7");
    require(shift > 0 && shift <= 100, "--shift", shift, "a number above 0, up to 100");
    require(tolerance >= 1e-8 && tolerance <= 0.1, "--tolerance", tolerance, "a number 1e-8..0.1");
  }

  /** Evenly spaced steps and a tolerance of 0.001. */
  public SolverOptions(SolverName sampler, int steps, double guidance) {
    this(sampler, steps, guidance, 1, 1e-3);
  }

  /** The solver for a network trained on the given path. */
  public Solver solver(Interpolant path) {
    return switch (sampler) {
      case EULER -> new RungeKutta(Tableau.EULER, times().grid(steps));
      case HEUN -> new RungeKutta(Tableau.HEUN, times().grid(steps));
      case MIDPOINT -> new RungeKutta(Tableau.MIDPOINT, times().grid(steps));
      case EULER_MARUYAMA -> new EulerMaruyama(path, noisyTimes());
      case DOPRI5 -> new DormandPrince(tolerance, tolerance, MAX_STEPS);
    };
  }

  private TimeSampler times() {
    return TimeSampler.uniform().shifted(shift);
  }

  private double[] noisyTimes() {
    double[] even = TimeGrid.linspace(1, LAST_NOISY_TIME, steps);
    return TimeGrid.endingAtZero(TimeGrid.map(even, times()));
  }

  private static void require(boolean accepted, String flag, Object value, String range) {
    if (!accepted) {
      throw UserError.badRequest("%s is %s; accepted is %s", flag, value, range);
    }
  }
}
