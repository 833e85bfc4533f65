package dev.sprout.evaluation.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.pictures.Picture;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearestPictureTest {

  @Test
  void theNearestOfThreeGreysIsFoundWhateverTheSize() {
    NearestPicture nearest = new NearestPicture(List.of(grey(0, 64), grey(100, 64), grey(220, 64)));
    assertThat(nearest.of(grey(20, 128))).isZero();
    assertThat(nearest.of(grey(90, 32))).isEqualTo(1);
    assertThat(nearest.of(grey(255, 64))).isEqualTo(2);
  }

  @Test
  void whereThingsAreCounts() {
    Picture left = half(true);
    Picture right = half(false);
    NearestPicture nearest = new NearestPicture(List.of(left, right));
    assertThat(nearest.of(right)).isEqualTo(1);
    assertThat(nearest.of(left)).isZero();
  }

  private static Picture grey(int value, int side) {
    byte[] rgb = new byte[3 * side * side];
    Arrays.fill(rgb, (byte) value);
    return new Picture(side, side, rgb);
  }

  private static Picture half(boolean left) {
    Picture picture = grey(255, 64);
    for (int i = 0; i < picture.rgb().length; i++) {
      if (i / 3 % 64 < 32 == left) {
        picture.rgb()[i] = 0;
      }
    }
    return picture;
  }
}
