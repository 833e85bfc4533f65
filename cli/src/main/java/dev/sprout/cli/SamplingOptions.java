package dev.sprout.cli;

import dev.sprout.flow.Sampler;
import dev.sprout.flow.SolverOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** How pictures are sampled; what is not given comes from the model. */
final class SamplingOptions {
  private static final SolverOptions ANY = new SolverOptions(Sampler.EULER, 1, 1);

  /** Reads numbers and any spelling of nan, so that one message refuses them all. */
  static final class Scale implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return text.equalsIgnoreCase("nan") ? Double.NaN : Double.valueOf(text);
    }
  }

  @Option(names = "--steps", paramLabel = "N", description = "Solver steps an entity, 1 to 1000.")
  private Integer steps;

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

  /** Refuses what no model accepts. */
  void check() {
    over(ANY);
  }

  /** These options where given, the model's elsewhere. */
  SolverOptions over(SolverOptions defaults) {
    return new SolverOptions(
        sampler == null ? defaults.sampler() : Sampler.parse(sampler),
        steps == null ? defaults.steps() : steps,
        guidance == null ? defaults.guidance() : guidance,
        defaults.shift(),
        defaults.tolerance());
  }
}
