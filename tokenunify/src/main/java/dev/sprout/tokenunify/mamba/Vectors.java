package dev.sprout.tokenunify.mamba;

/**
 * Loops over one block of steps. Each reads and writes at one index only, which the compiler turns
 * into vector instructions.
 */
final class Vectors {
  private Vectors() {}

  /** out = x·y. */
  static void multiply(float[] x, float[] y, float[] out, int count) {
    for (int t = 0; t < count; t++) {
      out[t] = x[t] * y[t];
    }
  }

  /** out = factor·x. */
  static void scale(float[] x, float factor, float[] out, int count) {
    for (int t = 0; t < count; t++) {
      out[t] = factor * x[t];
    }
  }

  /** out = out + x·y. */
  static void addProduct(float[] x, float[] y, float[] out, int count) {
    for (int t = 0; t < count; t++) {
      out[t] = Math.fma(x[t], y[t], out[t]);
    }
  }

  /** out = out + factor·x. */
  static void addScaled(float[] x, float factor, float[] out, int count) {
    for (int t = 0; t < count; t++) {
      out[t] = Math.fma(factor, x[t], out[t]);
    }
  }

  /** Σ x·y, in four sums that don't wait for each other. */
  static double dot(float[] x, float[] y, int count) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int t = 0;
    for (; t + 3 < count; t += 4) {
      s0 = Math.fma(x[t], y[t], s0);
      s1 = Math.fma(x[t + 1], y[t + 1], s1);
      s2 = Math.fma(x[t + 2], y[t + 2], s2);
      s3 = Math.fma(x[t + 3], y[t + 3], s3);
    }
    for (; t < count; t++) {
      s0 = Math.fma(x[t], y[t], s0);
    }
    return (double) s0 + s1 + s2 + s3;
  }
}
