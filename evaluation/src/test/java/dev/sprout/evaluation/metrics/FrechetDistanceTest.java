package dev.sprout.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {
  private static final double BILLIONTH = 1e-7; // percent

  @Test
  void ofFewerPicturesThanDimensionsIsExact() {
    FeatureMatrix bytes = Vectors.features("extracted.npz", "bytes");
    FeatureMatrix floats = Vectors.features("extracted.npz", "float");
    assertHalves(bytes, 5.475902382599663);
    assertHalves(floats, 4.154177089859379);
  }

  private static void assertHalves(FeatureMatrix features, double recorded) {
    FrechetDistance distance =
        FrechetDistance.of(features.selected(0, 1, 2, 3), features.selected(4, 5, 6, 7));
    assertThat(distance.value()).isCloseTo(recorded, withPercentage(BILLIONTH));
    assertThat(distance.rank()).isEqualTo(3);
    assertThat(distance.otherRank()).isEqualTo(3);
    assertThat(distance.dimension()).isEqualTo(24);
    assertThat(distance.rankDeficient()).isTrue();
  }

  @Property(tries = 30)
  void ofASetToItselfIsZero(
      @ForAll @IntRange(min = 2, max = 60) int rows,
      @ForAll @IntRange(min = 1, max = 40) int columns) {
    FeatureMatrix features = Vectors.random(rows, rows, columns);
    FeatureMatrix shuffled = Vectors.shuffled(features, columns);
    assertThat(FrechetDistance.of(features, shuffled).value()).isBetween(0.0, 1e-10);
  }

  @Property(tries = 30)
  void isSymmetric(
      @ForAll @IntRange(min = 2, max = 60) int rows,
      @ForAll @IntRange(min = 2, max = 60) int otherRows) {
    FeatureMatrix a = Vectors.random(1, rows, 20);
    FeatureMatrix b = Vectors.random(2, otherRows, 20);
    double there = FrechetDistance.of(a, b).value();
    assertThat(FrechetDistance.of(b, a).value()).isCloseTo(there, within(1e-10));
  }

  /** For 2×2 matrices, tr √M = √(tr M + 2√det M). */
  @Property(tries = 100)
  void ofTwoDimensionalDistributionsHasAClosedForm(@ForAll @IntRange(min = 0) int seed) {
    RandomStream random = new RandomStream(seed);
    double[] c = covariance(random);
    double[] d = covariance(random);
    double trace = c[0] * d[0] + 2 * c[1] * d[1] + c[3] * d[3];
    double determinant = (c[0] * c[3] - c[1] * c[1]) * (d[0] * d[3] - d[1] * d[1]);
    double root = Math.sqrt(trace + 2 * Math.sqrt(determinant));
    double expected = 9 + 16 + c[0] + c[3] + d[0] + d[3] - 2 * root;
    FrechetDistance distance =
        FrechetDistance.of(
            GaussianFit.of(new Statistics(100, new double[] {1, 2}, c)),
            GaussianFit.of(new Statistics(100, new double[] {4, -2}, d)));
    assertThat(distance.value()).isCloseTo(expected, within(1e-10));
    assertThat(distance.means()).isCloseTo(25, within(1e-10));
    assertThat(distance.rankDeficient()).isFalse();
  }

  private static double[] covariance(RandomStream random) {
    double a = 0.1 + random.nextDouble();
    double b = 2 * random.nextDouble() - 1;
    double c = 2 * random.nextDouble() - 1;
    double d = 0.1 + random.nextDouble();
    return new double[] {a * a + b * b, a * c + b * d, a * c + b * d, c * c + d * d};
  }

  /** Zeros beside the features change neither the mean's nor the covariance's part. */
  @Test
  void ofDegenerateDistributionsIsThatInTheirSubspace() {
    FeatureMatrix a = Vectors.random(1, 90, 6);
    FeatureMatrix b = Vectors.random(2, 80, 6);
    double plain = FrechetDistance.of(a, b).value();
    FrechetDistance many = FrechetDistance.of(widened(a, 50), widened(b, 50)); // by eigenvectors
    FrechetDistance few = FrechetDistance.of(widened(a, 100), widened(b, 100)); // by vectors
    assertThat(many.value()).isCloseTo(plain, withPercentage(BILLIONTH));
    assertThat(few.value()).isCloseTo(plain, withPercentage(BILLIONTH));
    assertThat(many.rank()).isEqualTo(6);
    assertThat(few.otherRank()).isEqualTo(6);
  }

  private static FeatureMatrix widened(FeatureMatrix features, int columns) {
    float[] values = new float[features.rows() * columns];
    for (int i = 0; i < features.rows(); i++) {
      for (int d = 0; d < features.columns(); d++) {
        values[i * columns + d] = features.get(i, d);
      }
    }
    return new FeatureMatrix(values, columns);
  }

  @Test
  void ofFeaturesAndOfStatisticsAgree() {
    FeatureMatrix few = Vectors.random(3, 20, 30);
    FeatureMatrix many = Vectors.random(4, 200, 30);
    double exact = FrechetDistance.of(few, many).value();
    GaussianFit fewByStatistics = GaussianFit.of(Statistics.of(few));
    assertThat(fewByStatistics.rank()).isEqualTo(19);
    assertThat(FrechetDistance.of(fewByStatistics, GaussianFit.of(many)).value())
        .isCloseTo(exact, withPercentage(BILLIONTH));
  }

  @Test
  void comparesEqualDimensionsOnly() {
    FeatureMatrix a = Vectors.random(1, 9, 3);
    FeatureMatrix b = Vectors.random(1, 9, 4);
    assertThatThrownBy(() -> FrechetDistance.of(a, b))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("of 3 and of 4 dimensions");
    assertThatThrownBy(() -> FrechetDistance.of(GaussianFit.of(a), GaussianFit.of(b)))
        .isInstanceOf(UserError.class);
  }

  @Test
  void needsTwoPictures() {
    FeatureMatrix a = Vectors.random(1, 9, 3);
    assertThatThrownBy(() -> FrechetDistance.of(a, a.selected(0)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("at least 2 pictures");
  }
}
