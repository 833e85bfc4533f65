package dev.sprout.engine;

import dev.sprout.core.UserError;
import dev.sprout.flow.Guidance;
import dev.sprout.flow.SolverName;
import dev.sprout.flow.SolverOptions;
import dev.sprout.xar.sampling.SamplingOptions;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sampling options of a request; null takes the model's default, or else the published value.
 *
 * @param sampler name of a solver
 * @param steps one number for all entities, or one for each
 * @param guidance classifier-free guidance scale
 * @param guidanceSchedule {@code ramp} or {@code constant}
 * @param guidanceInterval two times between which guidance applies, 0 = clean, 1 = noise
 * @param temperature standard deviation of the initial noise, above 0, up to 2
 */
public record SamplingChoices(
    String sampler,
    List<Integer> steps,
    Double guidance,
    String guidanceSchedule,
    List<Double> guidanceInterval,
    Double temperature) {
  private static final SamplingOptions ANY =
      SamplingOptions.of(new SolverOptions(SolverName.EULER, 1), 1);

  /** No choices: all defaults. */
  public static final SamplingChoices NONE =
      new SamplingChoices(null, null, null, null, null, null);

  /**
   * Checks all fields that don't depend on a model.
   *
   * @throws UserError naming the first field that is not accepted
   */
  public SamplingChoices {
    steps = steps == null ? null : List.copyOf(steps);
    guidanceInterval = guidanceInterval == null ? null : List.copyOf(guidanceInterval);
    if (steps != null && steps.isEmpty()) {
      throw UserError.invalid("steps", "empty", "one number, or one for each entity");
    } else if (guidanceInterval != null && guidanceInterval.size() != 2) {
      String given =
          guidanceInterval.stream().map(String::valueOf).collect(Collectors.joining(","));
      throw UserError.invalid("guidanceInterval", given, "two increasing numbers from 0 to 1");
    }
    options(sampler, steps, guidance, guidanceSchedule, guidanceInterval, temperature, ANY);
  }

  /** Sampling options with a model's defaults in place of nulls. */
  public SamplingOptions over(SamplingOptions defaults) {
    return options(
        sampler, steps, guidance, guidanceSchedule, guidanceInterval, temperature, defaults);
  }

  private static SamplingOptions options(
      String sampler,
      List<Integer> steps,
      Double guidance,
      String schedule,
      List<Double> interval,
      Double temperature,
      SamplingOptions defaults) {
    SolverOptions solver =
        new SolverOptions(
            sampler == null ? defaults.solver().sampler() : SolverName.parse(sampler),
            steps == null ? defaults.solver().steps() : steps.get(0));
    Guidance usual = defaults.guidance();
    Guidance guided =
        new Guidance(
            guidance == null ? usual.scale() : guidance,
            schedule == null ? usual.schedule() : Guidance.Schedule.parse(schedule),
            interval == null ? usual.from() : interval.get(0),
            interval == null ? usual.to() : interval.get(1));
    return new SamplingOptions(
        solver,
        steps == null || steps.size() == 1 ? List.of() : steps,
        guided,
        temperature == null ? defaults.temperature() : temperature);
  }
}
