package dev.sprout.gallery.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {
  /** Table I of Newcombe, Statistics in Medicine 17 (1998), method 3, to four digits. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662",
    "15, 148, 0.0624, 0.1605",
    "0, 20, 0, 0.1611",
    "1, 29, 0.0061, 0.1718"
  })
  void intervalsAreThoseOfNewcombe(int right, int of, double low, double high) {
    Rate rate = new Rate(right, of);
    assertThat(rate.low()).isCloseTo(low, within(5e-5));
    assertThat(rate.high()).isCloseTo(high, within(5e-5));
  }

  @Test
  void rightAndWrongMirrorEachOther() {
    Rate right = new Rate(29, 30);
    Rate wrong = new Rate(1, 30);
    assertThat(right.low()).isCloseTo(1 - wrong.high(), within(1e-12));
    assertThat(right.high()).isCloseTo(1 - wrong.low(), within(1e-12));
  }

  @Test
  void trialsAreCounted() {
    assertThat(Rate.of(List.of(true, false, true, true))).isEqualTo(new Rate(3, 4));
    assertThat(Rate.of(List.of())).isEqualTo(new Rate(0, 0));
  }

  @Test
  void aCellHasShareIntervalAndCounts() {
    assertThat(new Rate(81, 263).markdown()).isEqualTo("30.8 % (25.5–36.6), 81 of 263");
    assertThat(new Rate(0, 20).markdown()).isEqualTo("0.0 % (0.0–16.1), 0 of 20");
    assertThat(new Rate(0, 0).markdown()).isEqualTo("none of 0");
  }

  @Test
  void jsonHasAllDigits() {
    JsonObject json = new Rate(81, 263).json();
    assertThat(json.get("right").getAsInt()).isEqualTo(81);
    assertThat(json.get("of").getAsInt()).isEqualTo(263);
    assertThat(json.get("share").getAsDouble()).isEqualTo(81 / 263.0);
    assertThat(json.get("low").getAsDouble()).isEqualTo(new Rate(81, 263).low());
    assertThat(new Rate(0, 0).json().get("share").isJsonNull()).isTrue();
    assertThat(new Rate(0, 9).low()).isZero();
    assertThat(new Rate(9, 9).high()).isEqualTo(1);
  }

  @Test
  void moreRightThanTrialsAreRefused() {
    assertThatThrownBy(() -> new Rate(3, 2)).hasMessage("3 of 2 is no share");
  }
}
