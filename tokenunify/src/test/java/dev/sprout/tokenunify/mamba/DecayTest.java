package dev.sprout.tokenunify.mamba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DecayTest {
  @Test
  void isTheExponential() {
    float[] delta = new float[4000];
    for (int i = 0; i < delta.length; i++) {
      delta[i] = (float) Math.pow(10, i * 0.0025 - 7); // 1e-7 to 1e3
    }
    float[] decay = new float[delta.length];
    Decay.compute(delta, -1, decay, delta.length);
    for (int i = 0; i < delta.length; i++) {
      assertThat((double) decay[i]).isCloseTo(Math.exp(-delta[i]), within(2e-7));
    }
  }
}
