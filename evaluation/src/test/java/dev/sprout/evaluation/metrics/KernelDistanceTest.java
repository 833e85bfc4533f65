package dev.sprout.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sprout.core.UserError;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KernelDistanceTest {

  /**
   * The mean over all samples of two, drawn with repetition from two distributions of three points
   * each, is the discrepancy of the distributions themselves.
   */
  @Test
  void isUnbiased() {
    FeatureMatrix p = Vectors.random(1, 3, 2);
    FeatureMatrix q = Vectors.random(2, 3, 2);
    double sum = 0;
    for (int i = 0; i < 81; i++) {
      FeatureMatrix a = p.selected(i % 3, i / 3 % 3);
      FeatureMatrix b = q.selected(i / 9 % 3, i / 27);
      sum += KernelDistance.of(a, b).mean();
    }
    double population = meanKernel(p, p) + meanKernel(q, q) - 2 * meanKernel(p, q);
    assertThat(sum / 81).isCloseTo(population, within(1e-10 * meanKernel(p, p)));
  }

  private static double meanKernel(FeatureMatrix a, FeatureMatrix b) {
    double sum = 0;
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < b.rows(); j++) {
        double product = 0;
        for (int d = 0; d < a.columns(); d++) {
          product += (double) a.get(i, d) * b.get(j, d);
        }
        sum += Math.pow(product / a.columns() + 1, 3);
      }
    }
    return sum / (a.rows() * b.rows());
  }

  /** Rows beyond one block, and in any order. */
  @Property(tries = 10)
  void dependsNeitherOnTheOrderNorOnTheSides(@ForAll @IntRange(min = 2, max = 700) int rows) {
    FeatureMatrix a = Vectors.random(1, rows, 8);
    FeatureMatrix b = Vectors.random(2, 600, 8);
    double value = KernelDistance.of(a, b).mean();
    assertThat(KernelDistance.of(Vectors.shuffled(b, 1), Vectors.shuffled(a, 2)).mean())
        .isCloseTo(value, within(1e-9));
  }

  @Test
  void ofSubsetsIsTheirMeanAndDeviation() {
    FeatureMatrix a = Vectors.random(1, 50, 4);
    FeatureMatrix b = Vectors.random(2, 40, 4);
    List<KernelDistance.Subset> two = KernelDistance.subsets(50, 40, 2, 20, 7);
    double first = KernelDistance.of(a, b, two.subList(0, 1)).mean();
    double second = KernelDistance.of(a, b, two.subList(1, 2)).mean();
    KernelDistance both = KernelDistance.of(a, b, two);
    assertThat(both.mean()).isCloseTo((first + second) / 2, within(1e-12));
    assertThat(both.deviation()).isCloseTo(Math.abs(first - second) / 2, within(1e-12));
    assertThat(both.subsets()).isEqualTo(2);
    KernelDistance.Subset subset = two.get(0);
    assertThat(subset.rows()).hasSize(20).doesNotHaveDuplicates();
    double selected =
        KernelDistance.of(a.selected(subset.rows()), b.selected(subset.otherRows())).mean();
    assertThat(first).isEqualTo(selected);
  }

  @Test
  void refusesSubsetsLargerThanASet() {
    assertThatThrownBy(() -> KernelDistance.subsets(50, 40, 2, 41, 7))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("subsetSize is 41; accepted is a whole number from 2 to 40");
  }

  @Test
  void needsTwoPicturesAndEqualDimensions() {
    FeatureMatrix a = Vectors.random(1, 5, 4);
    assertThatThrownBy(() -> KernelDistance.of(a, a.selected(0))).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> KernelDistance.of(a, Vectors.random(1, 5, 3)))
        .isInstanceOf(UserError.class);
  }
}
