package dev.sprout.cli;

import dev.sprout.nn.ops.ComputeDevice;
import picocli.CommandLine.Option;

/** Where to compute. */
final class DeviceOption {
  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "cpu, cuda or cuda:N; the best there is where none is named.")
  private String name;

  /**
   * Refuses what is no device's name, without starting the engine.
   *
   * @throws dev.sprout.core.UserError for such a name
   */
  void check() {
    if (name != null) {
      ComputeDevice.parse(name);
    }
  }

  /**
   * The device, which is there.
   *
   * @throws dev.sprout.core.UserError when it is not
   */
  ComputeDevice get() {
    ComputeDevice device = name == null ? ComputeDevice.best() : ComputeDevice.parse(name);
    device.require();
    return device;
  }
}
