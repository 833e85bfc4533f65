package dev.sprout.xar.sampling;

import dev.sprout.core.UserError;
import dev.sprout.flow.Guidance;
import dev.sprout.flow.Interpolant;
import dev.sprout.flow.Solver;
import dev.sprout.flow.SolverOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How pictures are drawn. Immutable; invalid values don't get past the constructor.
 *
 * @param solver the sampler with its steps, and the guidance scale
 * @param entitySteps solver steps of each entity in order; empty where all take those of {@code
 *     solver}
 * @param schedule how guidance changes from entity to entity
 * @param guidedFrom the least time with guidance, 0..1
 * @param guidedTo the greatest time with guidance, from {@code guidedFrom} to 1
 * @param temperature factor of the noise that entities begin with, above 0, up to 2; less than 1
 *     trades variety for plainness
 */
public record SamplingOptions(
    SolverOptions solver,
    List<Integer> entitySteps,
    Schedule schedule,
    double guidedFrom,
    double guidedTo,
    double temperature) {

  /** How guidance changes from entity to entity. */
  public enum Schedule {
    /** From none at the first entity to the whole scale at the last: the published one. */
    RAMP,
    /** The whole scale always. */
    CONSTANT;

    /**
     * Reads a name.
     *
     * @throws UserError for any other name
     */
    public static Schedule parse(String name) {
      return Arrays.stream(values())
          .filter(schedule -> schedule.toString().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  UserError.badRequest(
                      "--guidance-schedule is %s; accepted are ramp and constant", name));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks all values. */
  public SamplingOptions {
    entitySteps = List.copyOf(entitySteps);
    entitySteps.forEach(steps -> withSteps(solver, steps));
    if (!(0 <= guidedFrom && guidedFrom <= guidedTo && guidedTo <= 1)) {
      throw UserError.badRequest(
          "--guidance-interval is %s,%s; accepted are two growing numbers from 0 to 1",
          guidedFrom, guidedTo);
    } else if (!(temperature > 0 && temperature <= 2)) {
      throw UserError.badRequest(
          "--temperature is %s; accepted is a number above 0, up to 2", temperature);
    }
  }

  /** The published way: guidance on a ramp, at all times, from unscaled noise. */
  public static SamplingOptions of(SolverOptions solver) {
    return new SamplingOptions(solver, List.of(), Schedule.RAMP, 0, 1, 1);
  }

  /** The scales of guidance. */
  public Guidance guidance() {
    Guidance guidance =
        schedule == Schedule.RAMP
            ? Guidance.ramp(solver.guidance())
            : Guidance.constant(solver.guidance());
    return guidance.within(guidedFrom, guidedTo);
  }

  /**
   * The solver of one entity.
   *
   * @throws UserError when steps were given for another number of entities
   */
  Solver solver(int entity, int entities) {
    if (entitySteps.isEmpty()) {
      return solver.solver(Interpolant.LINEAR);
    } else if (entitySteps.size() != entities) {
      throw UserError.badRequest(
          "--steps has %d numbers; this model draws %d entities", entitySteps.size(), entities);
    }
    return withSteps(solver, entitySteps.get(entity)).solver(Interpolant.LINEAR);
  }

  private static SolverOptions withSteps(SolverOptions solver, int steps) {
    return new SolverOptions(
        solver.sampler(), steps, solver.guidance(), solver.shift(), solver.tolerance());
  }
}
