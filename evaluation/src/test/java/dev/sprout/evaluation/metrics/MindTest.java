package dev.sprout.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.sprout.core.UserError;
import org.junit.jupiter.api.Test;

class MindTest {
  private static final FeatureMatrix A = Vectors.random(1, 1500, 6);
  private static final FeatureMatrix DIRECTIONS = Mind.directions(70, 6, 5);

  @Test
  void ofEqualSetsIsZero() {
    assertThat(Mind.of(A, Vectors.shuffled(A, 2), DIRECTIONS).value()).isCloseTo(0, within(1e-12));
  }

  /** A shift s moves every projection by its part along the direction. */
  @Test
  void ofAShiftedSetIsTheMeanSquaredShift() {
    float[] moved = A.values().clone();
    for (int i = 0; i < moved.length; i += 6) {
      moved[i] += 2;
    }
    double expected = 0;
    for (int l = 0; l < 70; l++) {
      expected += Math.pow(2 * DIRECTIONS.get(l, 0), 2) / 70;
    }
    Mind mind = Mind.of(A, new FeatureMatrix(moved, 6), DIRECTIONS);
    assertThat(mind.value()).isCloseTo(3 * 6 * expected, withPercentage(1e-3)); // rounded floats
    assertThat(mind.rows()).isEqualTo(1500);
    assertThat(mind.directions()).isEqualTo(70);
  }

  @Test
  void countsTheFirstRowsOfTheLargerSet() {
    FeatureMatrix three = A.selected(0, 1, 2);
    Mind mind = Mind.of(A, three, DIRECTIONS);
    assertThat(mind.rows()).isEqualTo(3);
    assertThat(mind.value()).isCloseTo(0, within(1e-12));
  }

  @Test
  void directionsAreUnitVectorsOnAllSides() {
    FeatureMatrix directions = Mind.directions(4000, 3, 1);
    double[] squares = new double[3];
    for (int l = 0; l < 4000; l++) {
      double norm = 0;
      for (int d = 0; d < 3; d++) {
        double square = Math.pow(directions.get(l, d), 2);
        norm += square;
        squares[d] += square / 4000;
      }
      assertThat(norm).isCloseTo(1, within(1e-6));
    }
    // mean 1/3, deviation √(4/45)/√4000 = 0.0047
    assertThat(squares).containsExactly(new double[] {1 / 3., 1 / 3., 1 / 3.}, within(0.02));
    assertThat(Mind.directions(5, 3, 1).values())
        .isEqualTo(Mind.directions(5, 3, 1).values())
        .isNotEqualTo(Mind.directions(5, 3, 2).values());
  }

  @Test
  void comparesEqualDimensionsOnly() {
    assertThatThrownBy(() -> Mind.of(A, A, Mind.directions(5, 7, 1))).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> Mind.of(A, Vectors.random(1, 5, 3), DIRECTIONS))
        .isInstanceOf(UserError.class);
  }
}
