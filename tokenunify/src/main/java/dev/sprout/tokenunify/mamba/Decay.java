package dev.sprout.tokenunify.mamba;

/**
 * The exponential of a scan's decay in arithmetic that compiles to vector instructions.
 *
 * <p>With z = x/32, e^z − 1 is a polynomial of degree 9, and five times q ← q(q + 2) squares e^z
 * without losing what lies near 1, where slow states are. The result is within 2e-7 of e^x.
 */
final class Decay {
  private static final float SMALLEST = -2.75f; // e^(32·SMALLEST) is the smallest normal float

  // (e^z − 1)/z on [SMALLEST, 0], interpolated at Chebyshev points, to 1e-9.
  private static final float C0 = 1f;
  private static final float C1 = 0.49999997f;
  private static final float C2 = 0.16666633f;
  private static final float C3 = 0.041665047f;
  private static final float C4 = 0.0083294315f;
  private static final float C5 = 0.0013834385f;
  private static final float C6 = 0.00019370807f;
  private static final float C7 = 2.2223878e-5f;
  private static final float C8 = 1.859391e-6f;
  private static final float C9 = 8.233434e-8f;

  private Decay() {}

  /** decay[t] = e^(delta[t]·rate) for the first {@code count} steps; the product is ≤ 0. */
  static void compute(float[] delta, float rate, float[] decay, int count) {
    float scaled = rate / 32;
    for (int t = 0; t < count; t++) {
      float z = Math.max(delta[t] * scaled, SMALLEST);
      float p = Math.fma(z, C9, C8);
      p = Math.fma(z, p, C7);
      p = Math.fma(z, p, C6);
      p = Math.fma(z, p, C5);
      p = Math.fma(z, p, C4);
      p = Math.fma(z, p, C3);
      p = Math.fma(z, p, C2);
      p = Math.fma(z, p, C1);
      p = Math.fma(z, p, C0);
      float q = p * z;
      q = q * (q + 2);
      q = q * (q + 2);
      q = q * (q + 2);
      q = q * (q + 2);
      q = q * (q + 2);
      decay[t] = q + 1;
    }
  }
}
