package dev.sprout.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapIntervalTest {
  private static final double[] NORMAL = normal();

  private static double[] normal() {
    RandomStream random = new RandomStream(1);
    return IntStream.range(0, 20_000).mapToDouble(i -> random.nextGaussian()).toArray();
  }

  /** 95 % of normal numbers lie within 1.96 deviations, 50 % within 0.674. */
  @Test
  void hasTheQuantilesOfItsResamplesAroundTheScore() {
    BootstrapInterval wide = BootstrapInterval.around(5, NORMAL, 0.95);
    assertThat(wide.low()).isCloseTo(5 - 1.96, within(0.05));
    assertThat(wide.high()).isCloseTo(5 + 1.96, within(0.05));
    assertThat(wide.resamples()).isEqualTo(20_000);
    BootstrapInterval narrow = BootstrapInterval.around(5, NORMAL, 0.5);
    assertThat(narrow.low()).isCloseTo(5 - 0.674, within(0.03));
    assertThat(narrow.high()).isCloseTo(5 + 0.674, within(0.03));
  }

  @Test
  void liesBetweenTheResamplesByTheirDistance() {
    BootstrapInterval interval = BootstrapInterval.around(2, new double[] {4, 0, 2}, 0.75);
    assertThat(interval.low()).isCloseTo(0.5, within(1e-12));
    assertThat(interval.high()).isCloseTo(3.5, within(1e-12));
    BootstrapInterval cut = interval.within(1, 3);
    assertThat(cut.low()).isEqualTo(1);
    assertThat(cut.high()).isEqualTo(3);
  }

  @Test
  void refusesOtherNumbers() {
    assertThatThrownBy(() -> BootstrapInterval.around(1, new double[1], 0.9))
        .isInstanceOf(UserError.class);
    assertThatThrownBy(() -> BootstrapInterval.around(1, NORMAL, 1)).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> BootstrapInterval.around(1, NORMAL, 0)).isInstanceOf(UserError.class);
  }
}
