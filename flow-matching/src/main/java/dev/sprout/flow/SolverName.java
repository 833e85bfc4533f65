package dev.sprout.flow;

import dev.sprout.core.UserError;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Solvers by name. */
public enum SolverName {
  /** Euler: one evaluation per step, order 1. */
  EULER,
  /** Heun: two evaluations per step, order 2. */
  HEUN,
  /** Midpoint: two evaluations per step, order 2. */
  MIDPOINT,
  /**
   * Euler–Maruyama: one evaluation per step, with noise; the sampler of the published xAR figures.
   */
  EULER_MARUYAMA,
  /**
   * Dormand–Prince 5(4) with steps adapted to a tolerance in every picture. Steps depend on the
   * whole batch, so a picture drawn alone differs within the tolerance.
   */
  DOPRI5;

  /**
   * Solver by name.
   *
   * @throws UserError for any other name
   */
  public static SolverName parse(String name) {
    return Arrays.stream(values())
        .filter(sampler -> sampler.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> UserError.invalid("sampler", name, names()));
  }

  /** Name in lower case, such as {@code euler-maruyama}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String names() {
    return Arrays.stream(values()).map(SolverName::toString).collect(Collectors.joining(", "));
  }
}
