package dev.sprout.cli;

import dev.sprout.engine.Sprout;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.Precision;
import dev.sprout.xar.model.WeightChoice;
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

  /** The model as it was given. */
  String modelName() {
    return model.name();
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
    return Sprout.load(model.folder(), choice, new Compute(device.get(), precision));
  }
}
