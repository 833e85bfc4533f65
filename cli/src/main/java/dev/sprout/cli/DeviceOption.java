package dev.sprout.cli;

import dev.sprout.nn.ops.ComputeDevice;
import java.io.Serializable;
import picocli.CommandLine.Option;

/** Where to compute. */
final class DeviceOption implements Serializable {
  private static final long serialVersionUID = 1L;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "Device: cpu, cuda or cuda:N (default cuda where there is one).")
  private String name;

  /**
   * Checks the name alone, without starting the engine.
   *
   * @throws dev.sprout.core.UserError when it names no kind of device
   */
  void check() {
    if (name != null) {
      ComputeDevice.parse(name);
    }
  }

  /**
   * The device, checked to be present.
   *
   * @throws dev.sprout.core.UserError when this machine lacks it
   */
  ComputeDevice get() {
    ComputeDevice device = name == null ? ComputeDevice.best() : ComputeDevice.parse(name);
    device.require();
    return device;
  }

  @Override
  public String toString() {
    return name == null ? "best" : name;
  }
}
