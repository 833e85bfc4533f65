package dev.sprout.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.pictures.Picture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreprocessingTest {
  /** Mean and deviation of OpenAI's CLIP, published with its preprocessing. */
  private static final double[] MEAN = {0.48145466, 0.4578275, 0.40821073};

  private static final double[] DEVIATION = {0.26862954, 0.26130258, 0.27577711};

  @Test
  void normalisedIsTheScaleOfClip() {
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      float[] pixels = new float[12];
      for (int i = 0; i < 12; i++) {
        pixels[i] = -1 + i / 6f;
      }
      float[] scaled =
          Preprocessing.normalised(manager.create(pixels, new Shape(1, 3, 2, 2))).toFloatArray();
      for (int i = 0; i < 12; i++) {
        double unit = (pixels[i] + 1) / 2;
        assertThat((double) scaled[i])
            .isCloseTo((unit - MEAN[i / 4]) / DEVIATION[i / 4], within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Preprocessing.class)
  void everyPictureBecomesASquareAndOneColourStays(Preprocessing preprocessing) {
    byte[] rgb = new byte[3 * 40 * 20];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (50 * (i % 3));
    }
    Picture square = preprocessing.square(new Picture(40, 20, rgb), 16);
    assertThat(square.width()).isEqualTo(16);
    assertThat(square.height()).isEqualTo(16);
    for (int i = 0; i < square.rgb().length; i++) {
      assertThat(square.rgb()[i]).isEqualTo((byte) (50 * (i % 3)));
    }
    assertThat(Preprocessing.parse(preprocessing.toString())).isEqualTo(preprocessing);
  }

  /** The left half is black, the right half white: squashing keeps both, cropping the middle. */
  @Test
  void croppingLeavesTheSidesOut() {
    byte[] rgb = new byte[3 * 64 * 16];
    for (int i = 0; i < rgb.length; i++) {
      int column = i / 3 % 64;
      rgb[i] = (byte) (column >= 24 && column < 40 ? 255 : 0);
    }
    Picture wide = new Picture(64, 16, rgb);
    assertThat(mean(Preprocessing.CROP_BILINEAR.square(wide, 16))).isCloseTo(255, within(1.0));
    assertThat(mean(Preprocessing.SQUASH_BILINEAR.square(wide, 16))).isCloseTo(64, within(8.0));
  }

  private static double mean(Picture picture) {
    double sum = 0;
    for (byte value : picture.rgb()) {
      sum += value & 0xff;
    }
    return sum / picture.rgb().length;
  }

  @Test
  void otherNamesAreRefused() {
    assertThatThrownBy(() -> Preprocessing.parse("crop"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("squash-bilinear");
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      Picture dot = new Picture(1, 1, new byte[] {0, 127, -1});
      float[] planes =
          Preprocessing.SQUASH_BILINEAR.planes(manager, List.of(dot), 1).toFloatArray();
      assertThat(planes).containsExactly(new float[] {-1, 127 / 127.5f - 1, 1}, within(1e-6f));
    }
  }
}
