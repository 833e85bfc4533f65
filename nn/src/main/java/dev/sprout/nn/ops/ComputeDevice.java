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
 * Where networks run: {@code cpu}, {@code cuda} or {@code cuda:N}. Arrays live where the manager
 * that made them does, so this is the only class that knows of devices. Immutable.
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
   * Reads a name.
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

  /** The first CUDA device where there is one, else the processor. */
  public static ComputeDevice best() {
    return count() > 0 ? new ComputeDevice(0) : CPU;
  }

  /** How many CUDA devices the engine can use. */
  public static int count() {
    Engine engine = Engine.getInstance();
    return engine.defaultDevice().isGpu() ? engine.getGpuCount() : 0;
  }

  /**
   * A manager whose arrays, and those computed from them, live here.
   *
   * @throws UserError when there is no such device
   */
  public NDManager newManager() {
    require();
    return NDManager.newBaseManager(gpu < 0 ? Device.cpu() : Device.gpu(gpu));
  }

  /**
   * Makes sure that the engine can compute here.
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
   * Whether arrays of a manager are multiplied in bfloat16 by the hardware itself; elsewhere
   * float32 is many times faster.
   */
  public static boolean hasBfloat16(NDManager manager) {
    return manager.getDevice().isGpu() || BFLOAT16;
  }

  /**
   * The precision that a training computes in: bfloat16 only where the hardware multiplies in it.
   */
  public static Precision trainingPrecision(Precision asked, NDManager manager) {
    return hasBfloat16(manager) ? asked : Precision.FP32;
  }

  /** What Linux says of the processor; others are taken to have none. */
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
