package dev.sprout.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroundTest {
  @Test
  void coloursAreClearlyApart() {
    for (Ground a : Ground.values()) {
      for (Ground b : Ground.values()) {
        if (a != b) {
          assertThat(difference(lab(a), lab(b))).as(a + " and " + b).isGreaterThan(25);
        }
      }
    }
  }

  @Test
  void labIsThatOfCie() {
    assertThat(lab(Ground.WHITE)[0]).isBetween(99.99, 100.01); // L* of white
    assertThat(lab(Ground.WHITE)[1]).isBetween(-0.02, 0.02);
  }

  @Test
  void everyWordHasOneMeaning() {
    Set<String> words = new HashSet<>();
    for (Ground ground : Ground.values()) {
      assertThat(ground.words()).hasSizeGreaterThan(1);
      for (String word : ground.words()) {
        assertThat(words.add(word)).isTrue();
        assertThat(Ground.of(word)).contains(ground);
      }
    }
    assertThat(Ground.of("Teal")).contains(Ground.TURQUOISE);
    assertThat(Ground.of("plaid")).isEmpty();
    assertThatThrownBy(() -> Ground.require("ground", "plaid"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("ground is plaid; accepted is white, black, grey");
  }

  private static double difference(double[] a, double[] b) {
    return Math.sqrt(
        Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
  }

  /** CIELAB under D65 of sRGB (IEC 61966-2-1). */
  private static double[] lab(Ground ground) {
    double[] v = new double[3];
    for (int c = 0; c < 3; c++) {
      double s = ground.channel(c) / 255.0;
      v[c] = s <= 0.04045 ? s / 12.92 : Math.pow((s + 0.055) / 1.055, 2.4);
    }
    double x = root((0.4124 * v[0] + 0.3576 * v[1] + 0.1805 * v[2]) / 0.9505);
    double y = root(0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]);
    double z = root((0.0193 * v[0] + 0.1192 * v[1] + 0.9505 * v[2]) / 1.089);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double root(double t) {
    return t > 216 / 24389.0 ? Math.cbrt(t) : (24389 / 27.0 * t + 16) / 116;
  }
}
