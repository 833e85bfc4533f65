package dev.sprout.cli;

import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.Precision;
import java.io.Serializable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where inference computes, and how precisely. */
final class ComputeFlags implements Serializable {
  private static final long serialVersionUID = 1L;

  @Mixin private DeviceOption device;

  @Option(
      names = "--precision",
      defaultValue = "fp32",
      paramLabel = "TYPE",
      description =
          "Precision of matrix products and convolutions: ${COMPLETION-CANDIDATES}"
              + " (default ${DEFAULT-VALUE}).")
  private Precision precision;

  /** Checks what needs no engine. */
  void check() {
    device.check();
  }

  Precision precision() {
    return precision;
  }

  /**
   * Device and precision.
   *
   * @throws dev.sprout.core.UserError when this machine lacks the device
   */
  Compute get() {
    return new Compute(device.get(), precision);
  }

  @Override
  public String toString() {
    return device + " " + precision;
  }
}
