package dev.sprout.cli;

import dev.sprout.engine.LoadOptions;
import dev.sprout.engine.Provenance;
import dev.sprout.engine.Sprout;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.Precision;
import dev.sprout.xar.model.WeightChoice;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model to use, and where and how precisely it computes. */
final class EngineFlags {
  @Mixin private ModelOption model;
  @Mixin private DeviceOption device;

  @Option(
      names = "--precision",
      defaultValue = "fp32",
      paramLabel = "TYPE",
      description = "Matrix products in ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Precision precision;

  @Option(
      names = "--adapter",
      paramLabel = "FOLDER",
      description = "A LoRA adapter of the language model, in PEFT layout.")
  private Path adapter;

  /** The provenance with the model and the adapter as the user names them. */
  Provenance noted(Provenance provenance) {
    Provenance noted = provenance.with("model", model.name());
    return adapter == null ? noted : noted.with("adapter", adapter);
  }

  /** Refuses what no machine accepts, without starting the engine. */
  void check() {
    device.check();
  }

  /** Opens the model. */
  Sprout open() {
    return open(WeightChoice.AVERAGED);
  }

  /** Opens the model with a choice of the weights of a training checkpoint. */
  Sprout open(WeightChoice choice) {
    check();
    Compute compute = new Compute(device.get(), precision);
    return Sprout.load(model.folder(), new LoadOptions(choice, compute, adapter));
  }
}
