package dev.sprout.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sprout.core.UserError;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Precision and recall, density and coverage against plain counting. */
class NeighboursTest {

  @Property(tries = 60)
  void equalPlainCounting(
      @ForAll @IntRange(min = 4, max = 40) int rows,
      @ForAll @IntRange(min = 4, max = 40) int otherRows,
      @ForAll @IntRange(min = 1, max = 3) int k,
      @ForAll Surface surface) {
    FeatureMatrix real = Vectors.whole(rows, rows, 2);
    FeatureMatrix fake = Vectors.whole(otherRows + 100, otherRows, 2);
    PrecisionRecall found = PrecisionRecall.of(real, fake, k, surface);
    assertThat(found.precision()).isEqualTo(shareInside(fake, real, k, surface));
    assertThat(found.recall()).isEqualTo(shareInside(real, fake, k, surface));
    DensityCoverage density = DensityCoverage.of(real, fake, k, surface);
    double[] vectors =
        IntStream.range(0, rows)
            .mapToDouble(
                i ->
                    IntStream.range(0, otherRows)
                        .filter(j -> inside(real, i, k, fake, j, surface))
                        .count())
            .toArray();
    assertThat(density.density())
        .isCloseTo(DoubleStream.of(vectors).sum() / k / otherRows, within(1e-12));
    assertThat(density.coverage())
        .isEqualTo(DoubleStream.of(vectors).filter(v -> v > 0).count() / (double) rows);
  }

  private static double shareInside(
      FeatureMatrix vectors, FeatureMatrix centres, int k, Surface surface) {
    long inside =
        IntStream.range(0, vectors.rows())
            .filter(
                j ->
                    IntStream.range(0, centres.rows())
                        .anyMatch(i -> inside(centres, i, k, vectors, j, surface)))
            .count();
    return inside / (double) vectors.rows();
  }

  private static boolean inside(
      FeatureMatrix centres, int i, int k, FeatureMatrix vectors, int j, Surface surface) {
    double radius =
        IntStream.range(0, centres.rows())
            .filter(other -> other != i)
            .mapToDouble(other -> distance(centres, i, centres, other))
            .sorted()
            .skip(k - 1L)
            .findFirst()
            .orElseThrow();
    double distance = distance(centres, i, vectors, j);
    return surface == Surface.INCLUDED ? distance <= radius : distance < radius;
  }

  private static double distance(FeatureMatrix a, int i, FeatureMatrix b, int j) {
    double sum = 0;
    for (int d = 0; d < a.columns(); d++) {
      sum += Math.pow((double) a.get(i, d) - b.get(j, d), 2);
    }
    return sum;
  }

  /** Every ball holds its centre and k − 1 others, with its surface k others. */
  @Property(tries = 10)
  void ofEqualSetsAreExact(@ForAll @IntRange(min = 10, max = 1100) int rows) {
    FeatureMatrix features = Vectors.random(rows, rows, 12);
    FeatureMatrix shuffled = Vectors.shuffled(features, 1);
    assertThat(PrecisionRecall.of(features, shuffled)).isEqualTo(new PrecisionRecall(1, 1));
    assertThat(DensityCoverage.of(features, shuffled)).isEqualTo(new DensityCoverage(1, 1));
    assertThat(DensityCoverage.of(features, shuffled, 5, Surface.INCLUDED))
        .isEqualTo(new DensityCoverage(1.2, 1));
  }

  /** Where |x|² + |y|² − 2xy loses all digits. */
  @Test
  void farFromTheOriginAreRightToo() {
    FeatureMatrix real = Vectors.rows(row(0), row(0.5f), row(2), row(8));
    FeatureMatrix fake = Vectors.rows(row(0.25f), row(5), row(20), row(21));
    assertThat(PrecisionRecall.of(real, fake, 1, Surface.INCLUDED))
        .isEqualTo(new PrecisionRecall(0.5, 1));
  }

  private static float[] row(float x) {
    return new float[] {1e6f + x, -1e6f};
  }

  @Test
  void needMorePicturesThanNeighbours() {
    FeatureMatrix three = Vectors.random(1, 3, 2);
    FeatureMatrix four = Vectors.random(1, 4, 2);
    assertThatThrownBy(() -> PrecisionRecall.of(four, three))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("k is 3; accepted is a whole number from 1 to below");
    assertThatThrownBy(() -> DensityCoverage.of(four, three)).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> DensityCoverage.of(four, three, 0, Surface.EXCLUDED))
        .isInstanceOf(UserError.class);
    assertThatThrownBy(() -> PrecisionRecall.of(four, Vectors.random(1, 4, 3)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("dimensions");
  }
}
