package dev.sprout.cli;

import dev.sprout.engine.Provenance;
import dev.sprout.engine.SamplingChoices;
import dev.sprout.engine.Sprout;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands that draw pictures accept: model, weights, style, seed and sampling. */
final class DrawingFlags {
  @Mixin private EngineFlags engine;
  @Mixin private EmaOption ema;
  @Mixin private SamplingFlags sampling;

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
