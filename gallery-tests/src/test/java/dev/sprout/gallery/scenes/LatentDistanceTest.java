package dev.sprout.gallery.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatentDistanceTest {
  @Test
  void squaresAreAveragedOverNumbersThenPictures() {
    float[][][] zeros = {{{0, 0}}, {{0, 0}}};
    float[][][] some = {{{2, 0}}, {{0, -4}}};
    assertThat(LatentDistance.mean(List.of(zeros, zeros), List.of(some, zeros)))
        .isEqualTo(new Mean(2.5, 2));
  }
}
