package dev.sprout.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HalfPrecisionTest {

  @Test
  void everyHalfSurvivesWidening() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      short half = (short) bits;
      assertThat(HalfPrecision.toHalf(HalfPrecision.fromHalf(half))).isEqualTo(half);
    }
  }

  @Test
  void everyBfloatSurvivesWidening() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      short bfloat = (short) bits;
      assertThat(HalfPrecision.toBfloat(HalfPrecision.fromBfloat(bfloat))).isEqualTo(bfloat);
    }
  }

  @Test
  void halvesHaveTheirDefinedValues() {
    assertThat(HalfPrecision.fromHalf((short) 0x3c00)).isEqualTo(1f);
    assertThat(HalfPrecision.fromHalf((short) 0xc000)).isEqualTo(-2f);
    assertThat(HalfPrecision.fromHalf((short) 0x7bff)).isEqualTo(65504f);
    assertThat(HalfPrecision.fromHalf((short) 0x0400)).isEqualTo(0x1p-14f);
    assertThat(HalfPrecision.fromHalf((short) 0x0001)).isEqualTo(0x1p-24f);
    assertThat(HalfPrecision.fromHalf((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(HalfPrecision.fromHalf((short) 0x7e00)).isNaN();
    assertThat(HalfPrecision.fromBfloat((short) 0x3f80)).isEqualTo(1f);
  }

  @Test
  void narrowingRoundsLikeDoubleArithmetic() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 300_000; i++) {
      checkNarrowing(Float.intBitsToFloat(random.nextInt()));
      checkNarrowing((float) (random.nextDouble(-1, 1) * Math.scalb(1.0, random.nextInt(-28, 18))));
    }
  }

  @Test
  void tiesGoToEven() {
    for (int bits = 0; bits < 0x7bff; bits++) {
      float low = HalfPrecision.fromHalf((short) bits);
      float high = HalfPrecision.fromHalf((short) (bits + 1));
      int even = bits + (bits & 1);
      assertThat(HalfPrecision.toHalf((low + high) / 2)).isEqualTo((short) even);
    }
    assertThat(HalfPrecision.toBfloat(Float.intBitsToFloat(0x3f808000))).isEqualTo((short) 0x3f80);
    assertThat(HalfPrecision.toBfloat(Float.intBitsToFloat(0x3f818000))).isEqualTo((short) 0x3f82);
  }

  @Test
  void overflowsBecomeInfinite() {
    assertThat(HalfPrecision.toHalf(65519.996f)).isEqualTo((short) 0x7bff);
    assertThat(HalfPrecision.toHalf(65520f)).isEqualTo((short) 0x7c00);
    assertThat(HalfPrecision.toHalf(-Float.MAX_VALUE)).isEqualTo((short) 0xfc00);
    assertThat(HalfPrecision.toBfloat(Float.MAX_VALUE)).isEqualTo((short) 0x7f80);
  }

  @Test
  void notANumberStaysSoWhateverBitsAreLost() {
    float lowestBit = Float.intBitsToFloat(0x7f800001);
    assertThat(HalfPrecision.fromHalf(HalfPrecision.toHalf(lowestBit))).isNaN();
    assertThat(HalfPrecision.fromBfloat(HalfPrecision.toBfloat(lowestBit))).isNaN();
  }

  private static void checkNarrowing(float value) {
    if (Float.isNaN(value) || Float.isInfinite(value)) {
      return;
    }
    float half = HalfPrecision.fromHalf(HalfPrecision.toHalf(value));
    assertThat((double) half).as("half of %s", value).isEqualTo(rounded(value, 10, -14, 15));
    float bfloat = HalfPrecision.fromBfloat(HalfPrecision.toBfloat(value));
    assertThat((double) bfloat).as("bfloat of %s", value).isEqualTo(rounded(value, 7, -126, 127));
  }

  /** To the nearest multiple of the last place, ties to even, in double precision. */
  private static double rounded(double value, int mantissaBits, int lowest, int highest) {
    double place = Math.scalb(1.0, Math.max(Math.getExponent(value), lowest) - mantissaBits);
    double result = Math.rint(value / place) * place;
    return Math.abs(result) >= Math.scalb(1.0, highest + 1)
        ? Math.copySign(Double.POSITIVE_INFINITY, value)
        : result;
  }
}
