package dev.sprout.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplingTest {
  @Test
  void halvingWithTheBoxIsTheMeanOfFour() {
    Picture picture = TestPictures.grey(new int[] {0, 10, 100, 100}, new int[] {20, 30, 200, 201});
    // rows are averaged first and rounded half up: 5, 100 | 25, 201; then columns: 15, 151
    assertThat(Resampling.BOX.resize(picture, 2, 1))
        .isEqualTo(TestPictures.grey(new int[] {15, 151}));
  }

  @Test
  void theCubicKernelHasItsKnownWeights() {
    // doubling: output 4 is at 4.5 / 2 = 2.25, so 1.75, 0.75, 0.25 and 1.25 from the inputs
    double[] weights = {-0.0234375, 0.2265625, 0.8671875, -0.0703125};
    int[] values = {40, 200, 90, 160};
    double expected = 0;
    for (int i = 0; i < 4; i++) {
      expected += weights[i] * values[i];
    }
    Picture picture = TestPictures.grey(values);
    assertThat(picture.resized(8, 1).at(4, 0, 0)).isEqualTo((int) Math.floor(expected + 0.5));
  }

  @Test
  void overshootIsClipped() {
    Picture edge = TestPictures.grey(new int[] {0, 0, 255, 255});
    Picture wide = edge.resized(40, 1);
    for (int x = 1; x < 40; x++) {
      assertThat(wide.at(x, 0, 0)).isBetween(0, 255);
    }
    assertThat(wide.at(13, 0, 0)).as("undershoot before the edge").isZero();
    assertThat(wide.at(26, 0, 0)).as("overshoot after the edge").isEqualTo(255);
  }

  @Property(tries = 60)
  void resizingAgreesWithExactArithmetic(
      @ForAll @IntRange(min = 1, max = 23) int width,
      @ForAll @IntRange(min = 1, max = 23) int height,
      @ForAll @IntRange(min = 1, max = 23) int newWidth,
      @ForAll @IntRange(min = 1, max = 23) int newHeight,
      @ForAll long seed) {
    Picture picture = TestPictures.noise(width, height, seed);
    Picture resized = picture.resized(newWidth, newHeight);
    assertThat(resized.width()).isEqualTo(newWidth);
    assertThat(resized.height()).isEqualTo(newHeight);
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        double exact = exact(picture, newWidth, newHeight, x, y);
        assertThat((double) resized.at(x, y, 1)).isBetween(exact - 1.7, exact + 1.7);
      }
    }
  }

  /** The green of an output pixel, rows clipped as 8-bit steps between the passes clip them. */
  private static double exact(Picture in, int newWidth, int newHeight, int x, int y) {
    double sum = 0;
    double weights = 0;
    for (int row = 0; row < in.height(); row++) {
      double line = 0;
      double lineWeights = 0;
      for (int column = 0; column < in.width(); column++) {
        double weight = weight(column, in.width(), newWidth, x);
        line += weight * in.at(column, row, 1);
        lineWeights += weight;
      }
      double weight = weight(row, in.height(), newHeight, y);
      sum += weight * Math.max(0, Math.min(255, line / lineWeights));
      weights += weight;
    }
    return Math.max(0, Math.min(255, sum / weights));
  }

  /** Keys' cubic convolution kernel with a = −1/2, stretched when shrinking. */
  private static double weight(int from, int inSize, int outSize, int to) {
    double scale = Math.max(1, (double) inSize / outSize);
    double d = Math.abs(((to + 0.5) * inSize / outSize - 0.5 - from) / scale);
    if (d >= 2) {
      return 0;
    }
    return d < 1 ? 1.5 * d * d * d - 2.5 * d * d + 1 : -0.5 * d * d * d + 2.5 * d * d - 4 * d + 2;
  }

  @Property(tries = 60)
  void onePlainColourStaysPlain(
      @ForAll @IntRange(min = 1, max = 90) int width,
      @ForAll @IntRange(min = 1, max = 90) int height,
      @ForAll @IntRange(min = 1, max = 40) int size) {
    Picture plain = TestPictures.plain(width, height, 255, 1, 137);
    assertThat(plain.squareCrop(size)).isEqualTo(TestPictures.plain(size, size, 255, 1, 137));
  }

  @Test
  void theSameSizeChangesNothing() {
    Picture picture = TestPictures.noise(11, 11, 4);
    assertThat(picture.resized(11, 11)).isEqualTo(picture);
    assertThat(picture.squareCrop(11)).isEqualTo(picture);
  }

  @Test
  void cropTakesTheCentreOfAPictureAtSize() {
    Picture picture = TestPictures.noise(9, 4, 4);
    assertThat(picture.squareCrop(4)).isEqualTo(picture.cut(2, 0, 4, 4));
    Picture tall = TestPictures.noise(4, 7, 4);
    assertThat(tall.squareCrop(4)).isEqualTo(tall.cut(0, 1, 4, 4));
  }

  @Test
  void cropHalvesWithTheBoxAsLongAsTwiceTheTargetIsThere() {
    int[][] rows = new int[8][12];
    int[][] means = new int[2][2];
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 12; x++) {
        rows[y][x] = 16 * (y / 4) + 64 * (x / 4) + (x % 2 == y % 2 ? 0 : 8);
      }
    }
    // 12×8 → 6×4 → 3×2, every 2×2 of a checkerboard has the mean + 4; then columns 0 and 1
    for (int y = 0; y < 2; y++) {
      for (int x = 0; x < 2; x++) {
        means[y][x] = 16 * y + 64 * x + 4;
      }
    }
    assertThat(TestPictures.grey(rows).squareCrop(2)).isEqualTo(TestPictures.grey(means));
  }

  @Test
  void belowTwiceTheTargetTheCubicIsUsedAlone() {
    Picture picture = TestPictures.noise(10, 7, 2);
    // 7 → 4 scales by 4/7, and 10 · 4/7 = 5.71 rounds to 6
    assertThat(picture.squareCrop(4)).isEqualTo(picture.resized(6, 4).cut(1, 0, 4, 4));
  }

  @Test
  void oddSizesAreHalvedDownwards() {
    Picture picture = TestPictures.noise(11, 9, 2);
    Picture half = Resampling.BOX.resize(picture, 5, 4);
    assertThat(picture.squareCrop(3)).isEqualTo(half.resized(4, 3).cut(0, 0, 3, 3));
  }

  @ParameterizedTest
  @CsvSource({"1, 3000", "3000, 1"})
  void veryLongStripsNeedLittleMemory(int width, int height) {
    Picture crop = TestPictures.noise(width, height, 3).squareCrop(256);
    assertThat(crop.width()).isEqualTo(256);
    assertThat(crop.height()).isEqualTo(256);
  }

  @Test
  void sizesBelowOneAreRefused() {
    Picture picture = TestPictures.noise(3, 3, 3);
    assertThatThrownBy(() -> picture.resized(0, 3)).hasMessageContaining("0×3");
    assertThatThrownBy(() -> picture.squareCrop(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
