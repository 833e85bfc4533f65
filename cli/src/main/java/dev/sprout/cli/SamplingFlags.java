package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.flow.SolverName;
import dev.sprout.flow.SolverOptions;
import dev.sprout.xar.sampling.SamplingOptions;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** How pictures are sampled; what is not given comes from the model. */
final class SamplingFlags {
  private static final SolverOptions ANY = new SolverOptions(SolverName.EULER, 1, 1);

  /** Reads numbers and any spelling of nan, so that one message refuses them all. */
  static final class Scale implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return text.equalsIgnoreCase("nan") ? Double.NaN : Double.valueOf(text);
    }
  }

  @Option(
      names = "--steps",
      split = ",",
      paramLabel = "N",
      description = "Solver steps of an entity, 1 to 1000, or of each entity: 10,20,20,40.")
  private List<Integer> steps;

  @Option(
      names = "--guidance",
      paramLabel = "SCALE",
      converter = Scale.class,
      description = "How hard the prompt is pressed; 1 is not at all.")
  private Double guidance;

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      description = "euler, heun, midpoint, euler-maruyama or dopri5.")
  private String sampler;

  @Option(
      names = "--guidance-schedule",
      defaultValue = "ramp",
      paramLabel = "NAME",
      description = "ramp from entity to entity, or constant (default ${DEFAULT-VALUE}).")
  private String schedule;

  @Option(
      names = "--guidance-interval",
      split = ",",
      defaultValue = "0,1",
      paramLabel = "TIME",
      description = "Guide between two times only, 0 = clean, 1 = noise (default 0,1).")
  private List<Double> interval;

  @Option(
      names = "--temperature",
      defaultValue = "1",
      paramLabel = "T",
      description = "Factor of the first noise: less is plainer (default ${DEFAULT-VALUE}).")
  private double temperature;

  /** Refuses what no model accepts. */
  void check() {
    over(ANY);
  }

  /** These options where given, the model's elsewhere. */
  SamplingOptions over(SolverOptions defaults) {
    if (interval.size() != 2) {
      throw UserError.badRequest(
          "--guidance-interval is %s; accepted are two growing numbers from 0 to 1",
          interval.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    boolean listed = steps != null && steps.size() > 1;
    SolverOptions solver =
        new SolverOptions(
            sampler == null ? defaults.sampler() : SolverName.parse(sampler),
            steps == null ? defaults.steps() : steps.get(0),
            guidance == null ? defaults.guidance() : guidance,
            defaults.shift(),
            defaults.tolerance());
    return new SamplingOptions(
        solver,
        listed ? steps : List.of(),
        SamplingOptions.Schedule.parse(schedule),
        interval.get(0),
        interval.get(1),
        temperature);
  }
}
