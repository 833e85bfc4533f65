package dev.sprout.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sprout.core.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;

class FidInfinityTest {
  private static final FeatureMatrix REAL = Vectors.random(1, 400, 4);
  private static final FeatureMatrix FAKE = Vectors.random(2, 300, 4);

  @Test
  void sizesAreEvenlySpacedAndRowsDifferent() {
    List<int[]> subsets = FidInfinity.subsets(240, 60, 8, 1);
    assertThat(subsets.stream().mapToInt(rows -> rows.length))
        .containsExactly(60, 85, 111, 137, 162, 188, 214, 240);
    assertThat(subsets).allSatisfy(rows -> assertThat(rows).doesNotHaveDuplicates());
    assertThat(subsets.get(0)).isEqualTo(FidInfinity.subsets(240, 60, 8, 1).get(0));
    assertThat(subsets.get(0)).isNotEqualTo(FidInfinity.subsets(240, 60, 8, 2).get(0));
  }

  @Test
  void twoSubsetsLieOnTheLine() {
    FidInfinity infinity =
        FidInfinity.of(GaussianFit.of(REAL), FAKE, FidInfinity.subsets(300, 50, 2, 1));
    for (int i = 0; i < 2; i++) {
      double onLine = infinity.value() + infinity.slope() / infinity.sizes().get(i);
      assertThat(onLine).isCloseTo(infinity.distances().get(i), within(1e-12));
    }
    assertThat(infinity.distances().get(1))
        .isCloseTo(FrechetDistance.of(REAL, FAKE).value(), within(1e-12));
  }

  @Test
  void refusesWhatGivesNoLine() {
    assertThatThrownBy(() -> FidInfinity.subsets(100, 100, 5, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("from 2 to 99");
    assertThatThrownBy(
            () -> FidInfinity.of(GaussianFit.of(REAL), FAKE, List.of(new int[5], new int[5])))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("different sizes");
  }
}
