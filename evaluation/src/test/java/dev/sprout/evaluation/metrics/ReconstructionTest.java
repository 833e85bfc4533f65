package dev.sprout.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconstructionTest {
  private static final double BILLIONTH = 1e-7; // percent

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void areScoredAsByScikitImage(int pair) {
    JsonArray pairs = Vectors.json("reconstructions/expected.json").getAsJsonArray("pairs");
    JsonObject recorded = pairs.get(pair).getAsJsonObject();
    Picture original = picture("original-" + pair);
    Picture rebuilt = picture("rebuilt-" + pair);
    Psnr psnr = Psnr.of(original, rebuilt);
    assertRecorded(psnr.decibels(), recorded, "psnr");
    assertRecorded(psnr.meanSquaredError(), recorded, "mse");
    Ssim ssim = Ssim.of(original, rebuilt);
    assertRecorded(ssim.value(), recorded, "ssim");
    assertRecorded(ssim.grey(), recorded, "ssim_grey");
    for (int c = 0; c < 3; c++) {
      double channel = recorded.getAsJsonArray("ssim_channels").get(c).getAsDouble();
      assertThat(ssim.channels().get(c)).isCloseTo(channel, withPercentage(BILLIONTH));
    }
  }

  private static void assertRecorded(double value, JsonObject recorded, String name) {
    assertThat(value)
        .as(name)
        .isCloseTo(recorded.get(name).getAsDouble(), withPercentage(BILLIONTH));
  }

  private static Picture picture(String name) {
    return Picture.read(Vectors.file("reconstructions/" + name + ".png"));
  }

  @Test
  void thatAreEqualHaveTheBestScores() {
    Picture picture = picture("original-2");
    assertThat(Psnr.of(picture, picture)).isEqualTo(new Psnr(Double.POSITIVE_INFINITY, 0));
    assertThat(Ssim.of(picture, picture).value()).isEqualTo(1);
  }

  @Test
  void ofAnotherSizeAreRefused() {
    Picture small = new Picture(11, 12, new byte[3 * 11 * 12]);
    Picture other = new Picture(12, 11, new byte[3 * 11 * 12]);
    assertThatThrownBy(() -> Psnr.of(small, other))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("11×12 can't be compared with one of 12×11");
    assertThatThrownBy(() -> Ssim.of(small, other)).isInstanceOf(UserError.class);
  }

  @Test
  void smallerThanTheWindowAreRefused() {
    Picture fits = new Picture(11, 11, new byte[3 * 11 * 11]);
    assertThat(Ssim.of(fits, fits).value()).isEqualTo(1);
    Picture tiny = new Picture(11, 10, new byte[3 * 11 * 10]);
    assertThatThrownBy(() -> Ssim.of(tiny, tiny))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("smaller than the window");
  }
}
