package dev.sprout.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sprout.core.UserError;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  private static final FeatureMatrix MANY = Vectors.random(1, 2600, 3);
  private static final Statistics OF_MANY = Statistics.of(MANY);

  @Test
  void areTheMeanAndTheCovarianceOverOneLess() {
    double[] means = new double[3];
    for (int d = 0; d < 3; d++) {
      for (int i = 0; i < MANY.rows(); i++) {
        means[d] += MANY.get(i, d) / (double) MANY.rows();
      }
    }
    assertThat(OF_MANY.count()).isEqualTo(2600);
    assertThat(OF_MANY.mean()).containsExactly(means, within(1e-12));
    for (int c = 0; c < 9; c++) {
      double sum = 0;
      for (int i = 0; i < MANY.rows(); i++) {
        sum += (MANY.get(i, c / 3) - means[c / 3]) * (MANY.get(i, c % 3) - means[c % 3]);
      }
      assertThat(OF_MANY.covariance()[c]).isCloseTo(sum / 2599, within(1e-12));
    }
  }

  @Property(tries = 20)
  void batchesDoNotChangeABit(@ForAll @IntRange(min = 1, max = 2600) int batch) {
    StatisticsAccumulator accumulator = new StatisticsAccumulator(3);
    for (int first = 0; first < MANY.rows(); first += batch) {
      int end = Math.min(MANY.rows(), first + batch);
      accumulator.add(new FeatureMatrix(Arrays.copyOfRange(MANY.values(), 3 * first, 3 * end), 3));
    }
    assertThat(accumulator.statistics().mean()).isEqualTo(OF_MANY.mean());
    assertThat(accumulator.statistics().covariance()).isEqualTo(OF_MANY.covariance());
  }

  @Property(tries = 20)
  void partsMergeToTheWhole(@ForAll @IntRange(min = 2, max = 2598) int cut) {
    Statistics first = Statistics.of(new FeatureMatrix(Arrays.copyOf(MANY.values(), 3 * cut), 3));
    Statistics rest =
        Statistics.of(
            new FeatureMatrix(Arrays.copyOfRange(MANY.values(), 3 * cut, 3 * MANY.rows()), 3));
    Statistics merged = first.merged(rest);
    assertThat(merged.count()).isEqualTo(2600);
    assertThat(merged.mean()).containsExactly(OF_MANY.mean(), within(1e-12));
    assertThat(merged.covariance()).containsExactly(OF_MANY.covariance(), within(1e-12));
  }

  @Test
  void mayBeAskedForInBetween() {
    StatisticsAccumulator accumulator = new StatisticsAccumulator(3);
    accumulator.add(MANY.selected(0, 1, 2));
    assertThat(accumulator.statistics().count()).isEqualTo(3);
    accumulator.add(MANY.selected(3, 4));
    assertThat(accumulator.statistics().covariance())
        .isEqualTo(Statistics.of(MANY.selected(0, 1, 2, 3, 4)).covariance());
  }

  @Test
  void needTwoPicturesAndEqualDimensions() {
    assertThatThrownBy(() -> Statistics.of(MANY.selected(0)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("at least two");
    StatisticsAccumulator accumulator = new StatisticsAccumulator(4);
    assertThatThrownBy(() -> accumulator.add(MANY)).isInstanceOf(UserError.class);
    Statistics other = Statistics.of(Vectors.random(2, 5, 2));
    assertThatThrownBy(() -> OF_MANY.merged(other))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("3 and of 2");
  }

  @Test
  void ofUnknownCountAreNotMerged() {
    Statistics unknown = new Statistics(0, new double[1], new double[] {1});
    assertThatThrownBy(() -> unknown.merged(unknown))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("number of pictures");
  }

  @Test
  void refuseWhatIsNoCovariance() {
    assertRefused(new double[2], new double[] {1, 0, 0}, "don't belong together");
    assertRefused(new double[2], new double[] {1, 0.5, 0, 1}, "not symmetric");
    assertRefused(new double[2], new double[] {1, Double.NaN, 0, 1}, "finite");
    assertRefused(new double[] {Double.POSITIVE_INFINITY}, new double[] {1}, "finite");
    Statistics indefinite = new Statistics(9, new double[2], new double[] {1, 2, 2, 1});
    assertThatThrownBy(() -> GaussianFit.of(indefinite))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("negative eigenvalue");
  }

  private static void assertRefused(double[] mean, double[] covariance, String message) {
    assertThatThrownBy(() -> new Statistics(9, mean, covariance))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }
}
