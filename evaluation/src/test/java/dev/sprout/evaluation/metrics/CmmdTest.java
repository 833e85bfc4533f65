package dev.sprout.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sprout.core.UserError;
import org.junit.jupiter.api.Test;

class CmmdTest {
  @Test
  void ofEqualSetsIsZero() {
    FeatureMatrix a = Vectors.random(1, 600, 5);
    assertThat(Cmmd.of(a, Vectors.shuffled(a, 2)).biased()).isCloseTo(0, within(1e-9));
  }

  /** Two pairs of points: at distance 10 within each set, 20 and √500 between. */
  @Test
  void hasTheClosedFormOfAFewPoints() {
    FeatureMatrix a = Vectors.rows(new float[] {0, 0}, new float[] {0, 10});
    FeatureMatrix b = Vectors.rows(new float[] {20, 0}, new float[] {20, 10});
    double near = Math.exp(-0.5);
    double between = (Math.exp(-2) + Math.exp(-2.5)) / 2;
    Cmmd cmmd = Cmmd.of(a, b);
    assertThat(cmmd.biased()).isCloseTo(1000 * (1 + near - 2 * between), within(1e-9));
    assertThat(cmmd.unbiased()).isCloseTo(1000 * (2 * near - 2 * between), within(1e-9));
  }

  @Test
  void needsTwoPicturesAndEqualDimensions() {
    FeatureMatrix a = Vectors.random(1, 5, 4);
    assertThatThrownBy(() -> Cmmd.of(a.selected(0), a)).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> Cmmd.of(a, Vectors.random(1, 5, 3))).isInstanceOf(UserError.class);
  }
}
