package dev.sprout.nn.ops;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Device of a network: {@code cpu}, {@code cuda} or {@code cuda:N}. Arrays are on the device of
 * their manager, so no other class names devices. Immutable.
 *
 * @param gpu number of the CUDA device, or −1 for the processor
 */
public record ComputeDevice(int gpu) {
  /** The processor. */
  public static final ComputeDevice CPU = new ComputeDevice(-1);

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
  private static final boolean BFLOAT16 = readProcessor();
  private static final Pattern NAME = Pattern.compile("cpu|cuda(?::(\\d{1,3}))?");

  /**
   * Parses a device's name.
   *
   * @throws UserError for any other name
   */
  public static ComputeDevice parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw UserError.invalid("device", name, "cpu, cuda or cuda:N");
    }
    String number = matcher.group(1) == null ? "0" : matcher.group(1);
    return name.equals("cpu") ? CPU : new ComputeDevice(Integer.parseInt(number));
  }

  /** The first CUDA device if any, else the processor. */
  public static ComputeDevice best() {
    return count() > 0 ? new ComputeDevice(0) : CPU;
  }

  /** Number of CUDA devices that the engine can use. */
  public static int count() {
    Engine engine = Engine.getInstance();
    return engine.defaultDevice().isGpu() ? engine.getGpuCount() : 0;
  }

  /**
   * A manager of arrays on this device, and of those computed from them.
   *
   * @throws UserError when there is no such device
   */
  public NDManager newManager() {
    require();
    return NDManager.newBaseManager(gpu < 0 ? Device.cpu() : Device.gpu(gpu));
  }

  /**
   * Checks that the engine can use the device.
   *
   * @throws UserError when there is no such device
   */
  public void require() {
    if (gpu >= 0 && gpu >= count()) {
      int count = count();
      throw UserError.unavailable(
          "device",
          "is %s, and the engine finds %s here. Use cpu, or build with -Pcuda on a machine with an"
              + " NVIDIA GPU and its driver.",
          this,
          count == 0 ? "no CUDA device" : count + " CUDA device(s), counted from 0");
    }
  }

  /**
   * Whether the hardware of a manager's device multiplies in bfloat16; without, float32 is many
   * times faster.
   */
  public static boolean hasBfloat16(NDManager manager) {
    return manager.getDevice().isGpu() || BFLOAT16;
  }

  /** The precision of a training: bfloat16 only if the hardware multiplies in it. */
  public static Precision trainingPrecision(Precision asked, NDManager manager) {
    return hasBfloat16(manager) ? asked : Precision.FP32;
  }

  /**
   * Bfloat16 support of the processor by Linux's /proc/cpuinfo; unknown elsewhere, taken as none.
   */
  private static boolean readProcessor() {
    try {
      return Files.readString(PROCESSOR).matches("(?s).*(avx512|amx)_bf16.*");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return gpu < 0 ? "cpu" : "cuda:" + gpu;
  }
}
