package dev.sprout.cli;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.sprout.nn.UserError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where networks run: {@code cpu}, {@code cuda} or {@code cuda:N}. Immutable.
 *
 * @param gpu number of the CUDA device, or −1 for the processor
 */
record ComputeDevice(int gpu) {
  private static final Pattern NAME = Pattern.compile("cpu|cuda(?::(\\d{1,3}))?");

  /**
   * Reads a name.
   *
   * @throws UserError for any other name
   */
  static ComputeDevice parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw UserError.usage("--device is %s; accepted are cpu, cuda and cuda:N", name);
    }
    String number = matcher.group(1) == null ? "0" : matcher.group(1);
    return new ComputeDevice(name.equals("cpu") ? -1 : Integer.parseInt(number));
  }

  /** How many CUDA devices the engine can use. */
  static int count() {
    return engineDevice().isGpu() ? Engine.getInstance().getGpuCount() : 0;
  }

  /**
   * Makes sure that the engine computes here.
   *
   * @throws UserError when there is no such device or the engine chose another one
   */
  void require() {
    int count = count();
    if (gpu >= count) {
      throw UserError.failure(
          "--device %s: the engine finds %s here. Use --device cpu, or build with -Pcuda on a"
              + " machine with an NVIDIA GPU and its driver.",
          this, count == 0 ? "no CUDA device" : count + " CUDA device(s), counted from 0");
    }
    Device chosen = engineDevice();
    if (chosen.isGpu() ? chosen.getDeviceId() != gpu : gpu >= 0) {
      throw UserError.failure(
          "--device %s: the engine computes on %s. Set the environment variable"
              + " CUDA_VISIBLE_DEVICES=%s and leave --device out.",
          this, chosen, gpu < 0 ? "" : gpu);
    }
  }

  private static Device engineDevice() {
    return Engine.getInstance().defaultDevice();
  }

  @Override
  public String toString() {
    return gpu < 0 ? "cpu" : "cuda:" + gpu;
  }
}
