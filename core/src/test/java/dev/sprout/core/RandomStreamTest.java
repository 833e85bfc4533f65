package dev.sprout.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

  @Test
  void mixIsTheSplitMix64Finaliser() {
    // SplitMix64 of seed 1234567, first outputs as published with the algorithm
    long state = 1234567L;
    long[] expected = {6457827717110365317L, 3203168211198807973L};
    for (long value : expected) {
      state += 0x9E3779B97F4A7C15L;
      assertThat(RandomStream.mix(state)).isEqualTo(value);
    }
  }

  @Test
  void equalKeysGiveEqualStreamsAndOthersDont() {
    assertThat(new RandomStream(1, 2).gaussians(50))
        .isEqualTo(new RandomStream(1, 2).gaussians(50));
    assertThat(new RandomStream(1, 2).nextLong()).isNotEqualTo(new RandomStream(2, 1).nextLong());
    assertThat(new RandomStream(3).nextLong()).isNotEqualTo(new RandomStream(3, 0).nextLong());
  }

  @Test
  void gaussiansHaveTheMomentsOfTheNormalDistribution() {
    int count = 200_000;
    float[] values = new RandomStream(11).gaussians(count);
    double[] moments = new double[5];
    for (float value : values) {
      for (int power = 1; power <= 4; power++) {
        moments[power] += Math.pow(value, power) / count;
      }
    }
    double error = 5 / Math.sqrt(count);
    assertThat(moments[1]).isBetween(-error, error);
    assertThat(moments[2]).isBetween(1 - error * Math.sqrt(2), 1 + error * Math.sqrt(2));
    assertThat(moments[3]).isBetween(-error * Math.sqrt(15), error * Math.sqrt(15));
    assertThat(moments[4]).isBetween(3 - error * Math.sqrt(96), 3 + error * Math.sqrt(96));
  }

  @Test
  void permutationsHoldEveryIndexOnce() {
    int[] order = new RandomStream(5).permutation(1000);
    int[] identity = IntStream.range(0, 1000).toArray();
    assertThat(order).isNotEqualTo(identity);
    Arrays.sort(order);
    assertThat(order).isEqualTo(identity);
  }

  @Test
  void boundsAreChecked() {
    assertThatThrownBy(() -> new RandomStream(1).nextInt(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
