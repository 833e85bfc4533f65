package dev.sprout.cli;

import dev.sprout.engine.LoadOptions;
import dev.sprout.engine.Provenance;
import dev.sprout.engine.Sprout;
import dev.sprout.xar.model.WeightChoice;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of inference: model, adapter, device, precision. */
final class EngineFlags {
  @Mixin private ModelOption model;
  @Mixin private ComputeFlags compute;

  @Option(
      names = "--adapter",
      paramLabel = "FOLDER",
      description = "LoRA adapter of the language model (PEFT layout).")
  private Path adapter;

  /** The provenance with the names of model and adapter as given. */
  Provenance noted(Provenance provenance) {
    Provenance noted = provenance.with("model", model.name());
    return adapter == null ? noted : noted.with("adapter", adapter);
  }

  /** Checks options that need no engine. */
  void check() {
    compute.check();
  }

  /** Opens the model. */
  Sprout open() {
    return open(WeightChoice.AVERAGED);
  }

  /** Opens the model with a choice of the weights of a training checkpoint. */
  Sprout open(WeightChoice choice) {
    check();
    return Sprout.load(model.folder(), new LoadOptions(choice, compute.get(), adapter));
  }
}
