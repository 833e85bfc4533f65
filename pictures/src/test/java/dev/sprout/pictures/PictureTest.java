package dev.sprout.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PictureTest {
  @Property(tries = 200)
  void floatsAndBackChangesNothing(
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @IntRange(min = 0, max = 5) int offset,
      @ForAll long seed) {
    Picture picture = TestPictures.noise(width, height, seed);
    float[] planes = new float[offset + 3 * width * height];
    picture.fill(planes, offset);
    assertThat(Picture.of(planes, offset, width, height)).isEqualTo(picture);
  }

  @Test
  void everyByteSurvivesFloats() {
    byte[] all = new byte[3 * 256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (i / 3);
    }
    Picture picture = new Picture(256, 1, all);
    float[] planes = new float[all.length];
    picture.fill(planes, 0);
    assertThat(Picture.of(planes, 0, 256, 1).rgb()).isEqualTo(all);
  }

  @Test
  void planesAreRedGreenBlueRowByRow() {
    Picture picture = new Picture(2, 1, new byte[] {0, 51, (byte) 255, (byte) 102, 0, 0});
    float[] planes = new float[7];
    planes[0] = 9;
    picture.fill(planes, 1);
    float[] expected = {9, -1, -0.2f, -0.6f, -1, 1, -1};
    for (int i = 0; i < 7; i++) {
      assertThat(planes[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-6f));
    }
  }

  @Test
  void valuesOutsideAreClippedAndHalvesRoundUp() {
    float half = 2 * (100.5f / 255) - 1;
    float[] planes = {-7, 7, half, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY};
    Picture picture = Picture.of(planes, 0, 2, 1);
    assertThat(TestPictures.pixel(picture, 0, 0)).containsExactly(0, 101, 0);
    assertThat(TestPictures.pixel(picture, 1, 0)).containsExactly(255, 0, 255);
  }

  @Test
  void flippedMirrorsEachRow() {
    Picture picture = TestPictures.grey(new int[] {1, 2, 3}, new int[] {4, 5, 6});
    assertThat(picture.flipped())
        .isEqualTo(TestPictures.grey(new int[] {3, 2, 1}, new int[] {6, 5, 4}));
  }

  @Test
  void cutTakesARectangle() {
    Picture picture = TestPictures.grey(new int[] {1, 2, 3}, new int[] {4, 5, 6});
    assertThat(picture.cut(1, 1, 2, 1)).isEqualTo(TestPictures.grey(new int[] {5, 6}));
    assertThatThrownBy(() -> picture.cut(2, 0, 2, 1)).hasMessageContaining("2×1 at (2, 0)");
  }

  @Test
  void imageHasTheSamePixels() {
    Picture picture = TestPictures.noise(5, 4, 3);
    assertThat(RgbPixels.of(picture.toImage(), RgbPixels.WHITE)).isEqualTo(picture);
  }

  @Test
  void equalityIsThatOfPixels() {
    Picture picture = TestPictures.noise(4, 3, 1);
    Picture same = new Picture(4, 3, Arrays.copyOf(picture.rgb(), 36));
    assertThat(picture).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(picture).isNotEqualTo(new Picture(3, 4, picture.rgb()));
    assertThat(picture).isNotEqualTo(TestPictures.noise(4, 3, 2));
  }

  @Test
  void sizesMustFitTheBytes() {
    assertThatThrownBy(() -> new Picture(2, 2, new byte[11])).hasMessageContaining("11 bytes");
    assertThatThrownBy(() -> new Picture(0, 2, new byte[0])).hasMessageContaining("0×2");
    // 65536 · 65536 is 0 in int arithmetic
    assertThatThrownBy(() -> new Picture(1 << 16, 1 << 16, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
