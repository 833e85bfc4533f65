package dev.sprout.tools.emoji;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CanvasTest {
  private static final int WHITE = 0xffffffff;

  @Test
  void halfTransparentRedOnWhiteIsPink() {
    BufferedImage red = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    red.setRGB(0, 0, 0x80ff0000);
    int pixel = Canvas.centred(red, Ground.WHITE).getRGB(0, 0);
    assertThat(pixel >> 16 & 0xff).isEqualTo(255);
    assertThat(pixel >> 8 & 0xff).isBetween(126, 128);
    assertThat(pixel & 0xff).isBetween(126, 128);
  }

  @Test
  void transparentPixelsAreWhiteWhateverColourTheyHide() {
    BufferedImage hidden = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    hidden.setRGB(0, 0, 0x0000ff00);
    assertThat(Canvas.centred(hidden, Ground.WHITE).getRGB(0, 0)).isEqualTo(WHITE);
  }

  @Test
  void oblongPicturesAreCentred() {
    BufferedImage tall = new BufferedImage(2, 4, BufferedImage.TYPE_INT_RGB);
    BufferedImage square = Canvas.centred(tall, Ground.WHITE);
    assertThat(square.getRGB(0, 0, 4, 1, null, 0, 4))
        .containsExactly(WHITE, 0xff000000, 0xff000000, WHITE);
    assertThat(square.getHeight()).isEqualTo(4);
  }

  @Test
  void reducedPixelsAreMeansOfTheirArea() {
    BufferedImage square = Canvas.blank(3, Ground.WHITE);
    square.setRGB(0, 0, 0);
    BufferedImage reduced = Canvas.reduce(square, 2);
    // One black pixel in an area of 1.5 x 1.5.
    assertThat(reduced.getRGB(0, 0) & 0xff).isEqualTo((int) Math.round(255 * 1.25 / 2.25));
    assertThat(reduced.getRGB(1, 1)).isEqualTo(WHITE);
  }

  @Test
  void transparentPixelsCountByTheirAlpha() {
    BufferedImage square = Canvas.blank(2, Ground.TRANSPARENT);
    square.setRGB(0, 0, 0xffff0000);
    square.setRGB(1, 0, 0x800000ff);
    BufferedImage reduced = Canvas.reduce(square, 1);
    double alpha = 255 + 128;
    long red = Math.round(255 * 255 / alpha);
    long blue = Math.round(255 * 128 / alpha);
    assertThat(reduced.getRGB(0, 0))
        .isEqualTo((int) (Math.round(alpha / 4) << 24 | red << 16 | blue));
  }

  @Property(tries = 100)
  void reductionKeepsEvenColour(
      @ForAll @IntRange(min = 1, max = 40) int from,
      @ForAll @IntRange(min = 1, max = 40) int to,
      @ForAll @IntRange(max = 0xffffff) int colour) {
    BufferedImage even = new BufferedImage(from, from, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < from * from; i++) {
      even.setRGB(i % from, i / from, colour);
    }
    BufferedImage reduced = Canvas.reduce(even, to);
    assertThat(reduced.getRGB(0, 0, to, to, null, 0, to)).containsOnly(0xff000000 | colour);
  }
}
