package dev.sprout.xar.sampling;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.flow.Guidance;
import dev.sprout.flow.Solver;
import dev.sprout.flow.SolverOptions;
import java.util.List;

/**
 * Sampling options. Immutable; the constructor checks all values.
 *
 * @param solver solver of every entity
 * @param entitySteps solver steps of each entity in order; empty when all take those of {@code
 *     solver}
 * @param guidance scale, schedule and interval of classifier-free guidance
 * @param temperature standard deviation of the initial noise, above 0, up to 2; below 1 is less
 *     varied
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

  /** Published options: guidance ramp over entities, at all times, temperature 1. */
  public static SamplingOptions of(SolverOptions solver, double guidanceScale) {
    return new SamplingOptions(solver, List.of(), Guidance.ramp(guidanceScale), 1);
  }

  /** A copy with other steps, equal for all entities. */
  public SamplingOptions withSteps(int steps) {
    return new SamplingOptions(withSteps(solver, steps), List.of(), guidance, temperature);
  }

  /**
   * Checks the steps against a number of entities.
   *
   * @throws UserError when steps are given for another number of entities
   */
  public void check(int entities) {
    solver(0, entities);
  }

  /** Evaluations of the network for an entity; 0 where they depend on the picture. */
  public int evaluations(int entity, int entities) {
    return solver(entity, entities).times().size();
  }

  /**
   * Solver options of one entity.
   *
   * @throws UserError when steps are given for another number of entities
   */
  Solver solver(int entity, int entities) {
    if (entitySteps.isEmpty()) {
      return solver.solver();
    } else if (entitySteps.size() != entities) {
      throw UserError.unusable(
          "steps", "has %d numbers; this model has %d entities", entitySteps.size(), entities);
    }
    return withSteps(solver, entitySteps.get(entity)).solver();
  }

  private static SolverOptions withSteps(SolverOptions solver, int steps) {
    return new SolverOptions(solver.sampler(), steps);
  }
}
