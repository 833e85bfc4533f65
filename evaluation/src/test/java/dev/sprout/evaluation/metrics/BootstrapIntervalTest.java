package dev.sprout.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import org.junit.jupiter.api.Test;

class BootstrapIntervalTest {
  private static final FeatureMatrix A = standard(1);
  private static final FeatureMatrix B = standard(2);

  /** 400 standard normal numbers. */
  private static FeatureMatrix standard(long seed) {
    return new FeatureMatrix(new RandomStream(seed).gaussians(400), 1);
  }

  private static double difference(FeatureMatrix a, FeatureMatrix b) {
    return mean(a) - mean(b);
  }

  private static double mean(FeatureMatrix features) {
    double sum = 0;
    for (float value : features.values()) {
      sum += value;
    }
    return sum / features.rows();
  }

  /** The difference of two means of 400 has the deviation √(2/400) = 0.0707. */
  @Test
  void hasTheWidthOfTheNormalApproximation() {
    BootstrapInterval interval =
        BootstrapInterval.of(
            A, B, BootstrapIntervalTest::difference, new BootstrapInterval.Options(2000, 0.95, 1));
    double variance = variance(A) / 400 + variance(B) / 400;
    double half = 1.96 * Math.sqrt(variance);
    assertThat(interval.low()).isCloseTo(difference(A, B) - half, within(0.02));
    assertThat(interval.high()).isCloseTo(difference(A, B) + half, within(0.02));
    assertThat(interval.resamples()).isEqualTo(2000);
  }

  private static double variance(FeatureMatrix features) {
    return Statistics.of(features).covariance()[0];
  }

  @Test
  void growsWithItsLevelAndRepeatsWithItsSeed() {
    BootstrapInterval narrow = interval(0.5, 1);
    BootstrapInterval wide = interval(0.9, 1);
    assertThat(wide.low()).isLessThan(narrow.low());
    assertThat(wide.high()).isGreaterThan(narrow.high());
    assertThat(interval(0.5, 1)).isEqualTo(narrow);
    assertThat(interval(0.5, 2)).isNotEqualTo(narrow);
  }

  private static BootstrapInterval interval(double level, long seed) {
    return BootstrapInterval.of(
        A, B, BootstrapIntervalTest::difference, new BootstrapInterval.Options(100, level, seed));
  }

  @Test
  void refusesOtherNumbers() {
    assertThatThrownBy(() -> new BootstrapInterval.Options(1, 0.9, 0))
        .isInstanceOf(UserError.class);
    assertThatThrownBy(() -> new BootstrapInterval.Options(10, 1, 0)).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> new BootstrapInterval.Options(10, 0, 0)).isInstanceOf(UserError.class);
  }
}
