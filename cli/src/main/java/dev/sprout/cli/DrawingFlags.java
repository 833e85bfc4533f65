package dev.sprout.cli;

import dev.sprout.engine.Provenance;
import dev.sprout.engine.SamplingChoices;
import dev.sprout.engine.Sprout;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands that draw pictures accept: model, weights, style, seed and sampling. */
final class DrawingFlags {
  /** Reads numbers and any spelling of nan, so that one message refuses them all. */
  static final class Scale implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return text.equalsIgnoreCase("nan") ? Double.NaN : Double.valueOf(text);
    }
  }

  @Mixin private EngineFlags engine;
  @Mixin private EmaOption ema;

  @Option(
      names = "--style",
      paramLabel = "NAME",
      description = "A style of the model; its first one where none is named.")
  private String style;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Any whole number; picture k uses N + k (default ${DEFAULT-VALUE}).")
  private long seed;

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
      description = "Classifier-free guidance scale; 1 turns it off.")
  private Double guidance;

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      description = "Solver: euler, heun, midpoint, euler-maruyama or dopri5.")
  private String sampler;

  @Option(
      names = "--guidance-schedule",
      paramLabel = "NAME",
      description = "Guidance scale from entity to entity: ramp or constant (default ramp).")
  private String schedule;

  @Option(
      names = "--guidance-interval",
      split = ",",
      paramLabel = "TIME",
      description = "Guidance between two times only, 0 = clean, 1 = noise (default 0,1).")
  private List<Double> interval;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "Factor of the first noise, above 0, up to 2; less is plainer (default 1).")
  private Double temperature;

  String style() {
    return style;
  }

  long seed() {
    return seed;
  }

  /**
   * The sampling options that were given.
   *
   * @throws dev.sprout.core.UserError for what no model accepts
   */
  SamplingChoices sampling() {
    return new SamplingChoices(sampler, steps, guidance, schedule, interval, temperature);
  }

  /** Refuses what no machine accepts, without starting the engine. */
  void check() {
    engine.check();
  }

  /** Opens the model. */
  Sprout open() {
    return engine.open(ema.choice());
  }

  /** The provenance with the model as the user names it. */
  Provenance noted(Provenance provenance) {
    return engine.noted(provenance);
  }
}
