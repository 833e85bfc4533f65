package dev.sprout.evaluation.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResizeTest {
  /** Red rises by one a column, green by one a row, blue is constant. */
  private static Picture ramps(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      rgb[3 * i] = (byte) (i % width);
      rgb[3 * i + 1] = (byte) (i / width);
      rgb[3 * i + 2] = (byte) 201;
    }
    return new Picture(width, height, rgb);
  }

  /** Interpolation between neighbours at i·in/out keeps a ramp; its last pixel is repeated. */
  @Property(tries = 60)
  void tensorflowReadsAtMultiplesOfTheScale(
      @ForAll @IntRange(min = 1, max = 200) int width,
      @ForAll @IntRange(min = 1, max = 200) int height,
      @ForAll @IntRange(min = 1, max = 120) int size) {
    float[] planes = Resize.TENSORFLOW_BILINEAR.planes(ramps(width, height), size, "ramps");
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int at = y * size + x;
        double red = Math.min(width - 1, (double) x * width / size);
        double green = Math.min(height - 1, (double) y * height / size);
        assertThat((double) planes[at]).isCloseTo(red, within(1e-4));
        assertThat((double) planes[size * size + at]).isCloseTo(green, within(1e-4));
        assertThat(planes[2 * size * size + at]).isEqualTo(201);
      }
    }
  }

  /** Enlarging, Keys' cubic keeps a ramp through pixel centres, away from the border. */
  @Property(tries = 40)
  void bicubicKeepsRampsAtCentres(
      @ForAll @IntRange(min = 8, max = 60) int side,
      @ForAll @IntRange(min = 60, max = 130) int size) {
    float[] planes = Resize.BICUBIC.planes(ramps(side, side), size, "ramps");
    for (int x = 0; x < size; x++) {
      double red = (x + 0.5) * side / size - 0.5;
      if (red > 2 && red < side - 3) {
        assertThat((double) planes[size / 2 * size + x]).isCloseTo(red, within(1e-4));
      }
    }
  }

  @Test
  void bicubicAveragesWhenItShrinksAndIsClippedButNotRounded() {
    Picture checks = new Picture(2, 2, new byte[] {-1, -1, -1, 0, 0, 0, 0, 0, 0, -1, -1, -1});
    assertThat(Resize.BICUBIC.planes(checks, 1, "checks")).containsExactly(127.5f, 127.5f, 127.5f);
    float[] large = Resize.BICUBIC.planes(checks, 9, "checks");
    assertThat(large).contains(0f, 255f);
    for (float value : large) {
      assertThat(value).isBetween(0f, 255f);
    }
  }

  @Test
  void picturesOfTheRightSizeStayAsTheyAre() {
    Picture picture = ramps(5, 5);
    float[] planes = new float[75];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = picture.at(i % 5, i / 5 % 5, i / 25);
    }
    for (Resize resize : Resize.values()) {
      assertThat(resize.planes(picture, 5, "ramps")).as("%s", resize).isEqualTo(planes);
    }
  }

  @Test
  void noneRefusesOtherSizesByName() {
    InputProtocol protocol = InputProtocol.of(Resize.NONE, 4, 0, 1);
    assertThatThrownBy(() -> protocol.prepare(ramps(4, 5), "cats/1.png"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("cats/1.png has 4×5 pixels")
        .hasMessageContaining("4×4 only");
  }

  @Test
  void protocolsScaleEachChannel() {
    InputProtocol protocol =
        new InputProtocol(
            Resize.NONE, 1, Arrays.asList(10.0, 20.0, 30.0), Arrays.asList(2.0, 4.0, 5.0));
    float[] planes = protocol.prepare(new Picture(1, 1, new byte[] {20, 28, 40}), "one");
    assertThat(planes).containsExactly(5, 2, 2);
    assertThat(InputProtocol.of(Resize.BICUBIC, 224, 127, 128))
        .hasToString("bicubic to 224×224, (v − 127) / 128");
    assertThatThrownBy(() -> InputProtocol.of(Resize.BICUBIC, 224, 127, 0))
        .hasMessageContaining("deviation is 0");
  }
}
