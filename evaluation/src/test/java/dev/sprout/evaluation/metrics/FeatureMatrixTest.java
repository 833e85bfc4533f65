package dev.sprout.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import org.junit.jupiter.api.Test;

class FeatureMatrixTest {
  private final FeatureMatrix features =
      Vectors.rows(new float[] {1, 2}, new float[] {3, 4}, new float[] {5, 6});

  @Test
  void selectsRows() {
    assertThat(features.rows()).isEqualTo(3);
    assertThat(features.get(1, 0)).isEqualTo(3);
    assertThat(features.selected(2, 0, 2).values()).containsExactly(5, 6, 1, 2, 5, 6);
    assertThatThrownBy(() -> features.selected(3))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("row is 3; accepted is a whole number from 0 to 2");
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThatThrownBy(() -> new FeatureMatrix(new float[] {1, 2, 3, Float.NaN}, 2))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("feature 1 of picture 1 is NaN");
  }
}
