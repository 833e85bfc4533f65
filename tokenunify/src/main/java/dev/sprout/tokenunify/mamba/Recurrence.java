package dev.sprout.tokenunify.mamba;

/**
 * h ← decay·h + input, step by step, for four states at a time: a step waits for the one before it,
 * and four chains hide that wait.
 */
final class Recurrence {
  /** States that go side by side. */
  static final int CHAINS = 4;

  private Recurrence() {}

  /**
   * Forward in time.
   *
   * @param decay one array a chain
   * @param inputs one array a chain; becomes the states after each step
   * @param states states before the first step, which become those after the last
   * @param first the first chain's place in {@code states}
   */
  static void forward(
      float[][] decay, float[][] inputs, float[] states, int first, int chains, int count) {
    if (chains < CHAINS) {
      for (int i = 0; i < chains; i++) {
        states[first + i] = forward(decay[i], inputs[i], states[first + i], count);
      }
      return;
    }
    float[] d0 = decay[0];
    float[] d1 = decay[1];
    float[] d2 = decay[2];
    float[] d3 = decay[3];
    float[] x0 = inputs[0];
    float[] x1 = inputs[1];
    float[] x2 = inputs[2];
    float[] x3 = inputs[3];
    float h0 = states[first];
    float h1 = states[first + 1];
    float h2 = states[first + 2];
    float h3 = states[first + 3];
    for (int t = 0; t < count; t++) {
      x0[t] = h0 = Math.fma(d0[t], h0, x0[t]);
      x1[t] = h1 = Math.fma(d1[t], h1, x1[t]);
      x2[t] = h2 = Math.fma(d2[t], h2, x2[t]);
      x3[t] = h3 = Math.fma(d3[t], h3, x3[t]);
    }
    states[first] = h0;
    states[first + 1] = h1;
    states[first + 2] = h2;
    states[first + 3] = h3;
  }

  private static float forward(float[] decay, float[] inputs, float state, int count) {
    float h = state;
    for (int t = 0; t < count; t++) {
      inputs[t] = h = Math.fma(decay[t], h, inputs[t]);
    }
    return h;
  }

  /**
   * Backward in time: λ[t] = input[t] + carry, carry ← decay[t]·λ[t].
   *
   * @param inputs one array a chain; becomes λ
   * @param carries what comes from the step after the last, which becomes what goes to the step
   *     before the first
   */
  static void backward(
      float[][] decay, float[][] inputs, float[] carries, int first, int chains, int count) {
    if (chains < CHAINS) {
      for (int i = 0; i < chains; i++) {
        carries[first + i] = backward(decay[i], inputs[i], carries[first + i], count);
      }
      return;
    }
    float[] d0 = decay[0];
    float[] d1 = decay[1];
    float[] d2 = decay[2];
    float[] d3 = decay[3];
    float[] x0 = inputs[0];
    float[] x1 = inputs[1];
    float[] x2 = inputs[2];
    float[] x3 = inputs[3];
    float c0 = carries[first];
    float c1 = carries[first + 1];
    float c2 = carries[first + 2];
    float c3 = carries[first + 3];
    for (int t = count - 1; t >= 0; t--) {
      x0[t] = c0 = x0[t] + c0;
      c0 *= d0[t];
      x1[t] = c1 = x1[t] + c1;
      c1 *= d1[t];
      x2[t] = c2 = x2[t] + c2;
      c2 *= d2[t];
      x3[t] = c3 = x3[t] + c3;
      c3 *= d3[t];
    }
    carries[first] = c0;
    carries[first + 1] = c1;
    carries[first + 2] = c2;
    carries[first + 3] = c3;
  }

  private static float backward(float[] decay, float[] inputs, float carry, int count) {
    float c = carry;
    for (int t = count - 1; t >= 0; t--) {
      inputs[t] = c = inputs[t] + c;
      c *= decay[t];
    }
    return c;
  }
}
