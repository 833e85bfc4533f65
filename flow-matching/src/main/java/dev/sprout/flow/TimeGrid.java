package dev.sprout.flow;

import java.util.Arrays;

/** Decreasing time grids of the fixed-step solvers. */
final class TimeGrid {
  private TimeGrid() {}

  /**
   * Evenly spaced numbers with both ends; only {@code start} for a count of one. Computed from the
   * nearer end, as in libtorch, so that float32 times are equal to the last bit: networks take
   * ⌊1000·t⌋.
   */
  static double[] linspace(double start, double end, int count) {
    double[] values = new double[count];
    double step = count == 1 ? 0 : (end - start) / (count - 1);
    for (int i = 0; i < count; i++) {
      values[i] = i < count / 2 || count == 1 ? start + step * i : end - step * (count - 1 - i);
    }
    return values;
  }

  /** The grid with a last step to 0. */
  static double[] endingAtZero(double[] grid) {
    return Arrays.copyOf(grid, grid.length + 1);
  }
}
