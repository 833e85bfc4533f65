package dev.sprout.xar.sampling;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.flow.Guidance;
import dev.sprout.flow.Solver;
import dev.sprout.flow.SolverOptions;
import java.util.List;

/**
 * How pictures are sampled. Immutable; invalid values don't get past the constructor.
 *
 * @param solver of every entity
 * @param entitySteps solver steps of each entity in order; empty where all take those of {@code
 *     solver}
 * @param guidance scale, schedule and interval of guidance
 * @param temperature factor of the noise that entities begin with, above 0, up to 2; less than 1
 *     trades variety for typical pictures
 */
public record SamplingOptions(
    SolverOptions solver, List<Integer> entitySteps, Guidance guidance, double temperature) {
  private static final double HIGHEST_TEMPERATURE = 2;

  /** Checks all values. */
  public SamplingOptions {
    entitySteps = List.copyOf(entitySteps);
    for (int steps : entitySteps) {
      withSteps(solver, steps);
    }
    Require.positiveUpTo("temperature", temperature, HIGHEST_TEMPERATURE);
  }

  /** The published way: guidance on a ramp, at all times, from unscaled noise. */
  public static SamplingOptions of(SolverOptions solver, double guidanceScale) {
    return new SamplingOptions(solver, List.of(), Guidance.ramp(guidanceScale), 1);
  }

  /** The same with other steps, equal for all entities. */
  public SamplingOptions withSteps(int steps) {
    return new SamplingOptions(withSteps(solver, steps), List.of(), guidance, temperature);
  }

  /**
   * The solver of one entity.
   *
   * @throws UserError when steps were given for another number of entities
   */
  Solver solver(int entity, int entities) {
    if (entitySteps.isEmpty()) {
      return solver.solver();
    } else if (entitySteps.size() != entities) {
      throw UserError.unusable(
          "steps", "has %d numbers; this model draws %d entities", entitySteps.size(), entities);
    }
    return withSteps(solver, entitySteps.get(entity)).solver();
  }

  private static SolverOptions withSteps(SolverOptions solver, int steps) {
    return new SolverOptions(solver.sampler(), steps);
  }
}
