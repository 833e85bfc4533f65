package dev.sprout.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import org.junit.jupiter.api.Test;

class InceptionScoreTest {
  private static final FeatureMatrix LOGITS = Vectors.features("inception_score.npz", "logits");

  @Test
  void ofConfidentPicturesIsTheNumberOfClasses() {
    float[] logits = new float[16];
    for (int i = 0; i < 4; i++) {
      logits[5 * i] = 1000; // class i
    }
    InceptionScore score = InceptionScore.of(new FeatureMatrix(logits, 4), 1);
    assertThat(score.mean()).isCloseTo(4, within(1e-12));
    assertThat(score.deviation()).isZero();
  }

  @Test
  void ofEqualPicturesIsOne() {
    InceptionScore score = InceptionScore.of(LOGITS.selected(7, 7, 7, 7), 2);
    assertThat(score.mean()).isCloseTo(1, within(1e-12));
  }

  @Test
  void ofOneSplitHasNoOrder() {
    int[] order = new RandomStream(3).permutation(LOGITS.rows());
    double inOrder = InceptionScore.of(LOGITS, 1).mean();
    assertThat(InceptionScore.of(LOGITS, 1, order).mean()).isCloseTo(inOrder, within(1e-12));
    assertThat(InceptionScore.of(LOGITS, 10, order))
        .isEqualTo(InceptionScore.of(LOGITS.selected(order), 10))
        .isNotEqualTo(InceptionScore.of(LOGITS, 10));
  }

  @Test
  void unevenSplitsAreRoundedDown() {
    FeatureMatrix seven = LOGITS.selected(0, 1, 2, 3, 4, 5, 6);
    double first = InceptionScore.of(LOGITS.selected(0, 1, 2), 1).mean();
    double second = InceptionScore.of(LOGITS.selected(3, 4, 5, 6), 1).mean();
    InceptionScore halves = InceptionScore.of(seven, 2);
    assertThat(halves.mean()).isCloseTo((first + second) / 2, within(1e-12));
    assertThat(halves.deviation()).isCloseTo(Math.abs(first - second) / 2, within(1e-12));
  }

  @Test
  void refusesMoreSplitsThanPictures() {
    assertThatThrownBy(() -> InceptionScore.of(LOGITS.selected(1, 2), 3))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("splits is 3; accepted is a whole number from 1 to");
  }
}
