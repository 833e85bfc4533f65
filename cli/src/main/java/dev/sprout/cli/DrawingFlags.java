package dev.sprout.cli;

import dev.sprout.engine.Provenance;
import dev.sprout.engine.SamplingChoices;
import dev.sprout.engine.Sprout;
import dev.sprout.xar.model.WeightChoice;
import java.io.Serializable;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of all commands that draw pictures: model, weights, style, seed, sampling. */
public final class DrawingFlags implements Serializable {
  private static final long serialVersionUID = 1L;

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
      description = "Style of the model (default its first one).")
  private String style;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Seed, a whole number; picture k takes N + k (default ${DEFAULT-VALUE}).")
  private long seed;

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

  /** The style, or null for the model's first one. */
  public String style() {
    return style;
  }

  /** The seed of the first picture. */
  public long seed() {
    return seed;
  }

  /**
   * The sampling options that were given.
   *
   * @throws dev.sprout.core.UserError for what no model accepts
   */
  public SamplingChoices sampling() {
    return new SamplingChoices(sampler, steps, guidance, schedule, interval, temperature);
  }

  /** Choice of the model, its adapter, device and precision. */
  public EngineFlags engine() {
    return engine;
  }

  /** Checks options that need no engine. */
  public void check() {
    engine.check();
  }

  /** Opens the model. */
  public Sprout open() {
    return engine.open(weights());
  }

  /** Choice of a checkpoint's weights. */
  public WeightChoice weights() {
    return ema.choice();
  }

  /** The provenance with the model's name as given. */
  public Provenance noted(Provenance provenance) {
    return engine.noted(provenance);
  }
}
