package dev.sprout.gallery.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.scenes.Ground;
import dev.sprout.scenes.SceneVerdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private static SceneVerdict verdict(
      boolean ground, boolean first, boolean second, boolean number, boolean places) {
    return new SceneVerdict(Ground.RED, ground, List.of(first, second), 2, number, places, false);
  }

  @Test
  void everyRespectIsCountedByItself() {
    Verdicts verdicts =
        new Verdicts(
            List.of(
                verdict(true, true, true, true, true),
                verdict(true, true, true, true, false),
                verdict(true, true, true, false, true),
                verdict(true, true, false, true, true),
                verdict(false, false, false, false, false)));
    assertThat(verdicts.things()).isEqualTo(new Rate(3, 5));
    assertThat(verdicts.places()).isEqualTo(new Rate(3, 5));
    assertThat(verdicts.placesOfThose()).isEqualTo(new Rate(2, 3));
    assertThat(verdicts.ground()).isEqualTo(new Rate(4, 5));
    assertThat(verdicts.number()).isEqualTo(new Rate(3, 5));
    assertThat(verdicts.numberOfThings()).isEqualTo(new Rate(2, 5));
    assertThat(verdicts.everything()).isEqualTo(new Rate(1, 5));
  }
}
