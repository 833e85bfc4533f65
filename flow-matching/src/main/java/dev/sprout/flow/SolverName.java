package dev.sprout.flow;

import dev.sprout.core.UserError;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The names of the solvers, as users write them. */
public enum SolverName {
  /** One evaluation a step, order 1. */
  EULER,
  /** Two evaluations a step, order 2. */
  HEUN,
  /** Two evaluations a step, order 2. */
  MIDPOINT,
  /** One evaluation a step and fresh noise: the sampler of the published xAR figures. */
  EULER_MARUYAMA,
  /**
   * Dormand–Prince 5(4): chooses its own steps to meet a tolerance in every picture of the batch.
   * Which steps it takes depends on the whole batch, so a picture made alone differs within the
   * tolerance.
   */
  DOPRI5;

  /**
   * The sampler of the given name.
   *
   * @throws UserError if there is none
   */
  public static SolverName parse(String name) {
    return Arrays.stream(values())
        .filter(sampler -> sampler.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> UserError.invalid("sampler", name, names()));
  }

  /** The name as users write it: {@code euler-maruyama}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String names() {
    return Arrays.stream(values()).map(SolverName::toString).collect(Collectors.joining(", "));
  }
}
