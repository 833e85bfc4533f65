package dev.sprout.tokenunify.benchmark;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.benchmark.CpuClock;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.TorchScript;
import dev.sprout.tokenunify.mamba.ScanArrays;
import dev.sprout.tokenunify.mamba.ScanResult;
import dev.sprout.tokenunify.mamba.ScanShape;
import dev.sprout.tokenunify.mamba.SelectiveScan;

/**
 * Processor time of a selective scan and its gradients, beside a loop of array operations over its
 * steps.
 *
 * @param length steps
 * @param forward seconds of the scan
 * @param backward seconds of its gradients
 */
public record ScanBenchmark(int length, double forward, double backward) {
  private static final int CHANNELS = 64;
  private static final int STATES = 16;
  private static final int RUNS = 5;
  private static final TorchScript SCRIPT =
      TorchScript.load(ScanBenchmark.class, "StepwiseScan.torchscript");

  /** Measures a scan of 64 channels with 16 states each. */
  public static ScanBenchmark run(int length) {
    ScanArrays arrays = arrays(length);
    double forward = CpuClock.fastest(RUNS, () -> SelectiveScan.run(arrays));
    ScanResult result = SelectiveScan.run(arrays);
    double backward =
        CpuClock.fastest(RUNS, () -> SelectiveScan.gradients(arrays, result, arrays.u()));
    return new ScanBenchmark(length, forward, backward);
  }

  /** Seconds forward and backward of a loop whose every step is a few array operations. */
  public static double stepwiseSeconds(int length) {
    ScanArrays arrays = arrays(length);
    return CpuClock.fastest(2, () -> stepwise(arrays));
  }

  private static void stepwise(ScanArrays in) {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      int length = in.shape().length();
      NDArray[] inputs = {
        manager.create(in.u(), new Shape(CHANNELS, length)),
        manager.create(in.delta(), new Shape(CHANNELS, length)),
        manager.create(in.a(), new Shape(CHANNELS, STATES)),
        manager.create(in.b(), new Shape(STATES, length)),
        manager.create(in.c(), new Shape(STATES, length))
      };
      for (NDArray input : inputs) {
        input.setRequiresGradient(true);
      }
      collector.backward(SCRIPT.call("sum_of_outputs", (Object[]) inputs));
    }
  }

  private static ScanArrays arrays(int length) {
    RandomStream random = new RandomStream(length);
    float[] rates = new float[CHANNELS * STATES];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = -(i % STATES + 1);
    }
    float[] delta = random.gaussians(CHANNELS * length);
    for (int i = 0; i < delta.length; i++) {
      delta[i] = 0.01f * (1 + Math.abs(delta[i]));
    }
    return new ScanArrays(
        new ScanShape(1, CHANNELS, STATES, length),
        random.gaussians(CHANNELS * length),
        delta,
        rates,
        random.gaussians(STATES * length),
        random.gaussians(STATES * length),
        random.gaussians(CHANNELS));
  }
}
