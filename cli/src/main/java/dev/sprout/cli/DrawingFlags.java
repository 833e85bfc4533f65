package dev.sprout.cli;

import dev.sprout.engine.Provenance;
import dev.sprout.engine.SamplingChoices;
import dev.sprout.engine.Sprout;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of all commands that draw pictures: model, weights, style, seed, sampling. */
final class DrawingFlags {
  @Mixin private EngineFlags engine;
  @Mixin private EmaOption ema;
  @Mixin private SamplingFlags sampling;

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

  String style() {
    return style;
  }

  long seed() {
    return seed;
  }

  /** The sampling options that were given, checked. */
  SamplingChoices sampling() {
    return sampling.choices();
  }

  /** Checks options that need no engine. */
  void check() {
    engine.check();
  }

  /** Opens the model. */
  Sprout open() {
    return engine.open(ema.choice());
  }

  /** The provenance with the model's name as given. */
  Provenance noted(Provenance provenance) {
    return engine.noted(provenance);
  }
}
