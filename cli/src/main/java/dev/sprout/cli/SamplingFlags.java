package dev.sprout.cli;

import dev.sprout.engine.SamplingChoices;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Sampling options; the model gives those that are absent. */
final class SamplingFlags {
  /** Parser of numbers and any spelling of NaN, which the range check then refuses. */
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
      description =
          "Solver steps per entity, 1 to 1000; one number, or one for each entity: 10,20,20,40.")
  private List<Integer> steps;

  @Option(
      names = "--guidance",
      paramLabel = "SCALE",
      converter = Scale.class,
      description = "Classifier-free guidance scale, any number; 1 turns it off.")
  private Double guidance;

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      description = "ODE or SDE solver: euler, heun, midpoint, euler-maruyama or dopri5.")
  private String sampler;

  @Option(
      names = "--guidance-schedule",
      paramLabel = "NAME",
      description = "Guidance scale over the entities: ramp or constant (default ramp).")
  private String schedule;

  @Option(
      names = "--guidance-interval",
      split = ",",
      paramLabel = "TIME",
      description = "Times between which guidance applies, 0 clean to 1 noise (default 0,1).")
  private List<Double> interval;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description =
          "Standard deviation of the initial noise, above 0, up to 2; below 1 is less varied"
              + " (default 1).")
  private Double temperature;

  /**
   * The given options, checked; null for absent ones.
   *
   * @throws dev.sprout.core.UserError when an option is out of range for every model
   */
  SamplingChoices choices() {
    return new SamplingChoices(sampler, steps, guidance, schedule, interval, temperature);
  }
}
