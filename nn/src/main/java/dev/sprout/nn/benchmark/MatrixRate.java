package dev.sprout.nn.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** What the processor reaches in one large matrix product, float32. */
public final class MatrixRate {
  private static final int SIDE = 2048;
  private static final int RUNS = 3;

  private MatrixRate() {}

  /** 10⁹ operations a processor second, two for each multiplication; the best of three. */
  public static double measure(NDManager parent) {
    try (NDManager scope = parent.newSubManager()) {
      NDArray x = scope.randomNormal(new Shape(SIDE, SIDE));
      double seconds = CpuClock.fastest(RUNS, () -> x.matMul(x).close());
      return 2.0 * SIDE * SIDE * SIDE / seconds / 1e9;
    }
  }
}
