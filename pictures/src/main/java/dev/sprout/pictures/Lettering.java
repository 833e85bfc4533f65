package dev.sprout.pictures;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * Line of small black letters on white, equal on all machines: glyphs of DejaVu Sans Mono for
 * U+0020 to U+017F are stored as a picture, since a headless Java may lack fonts.
 */
final class Lettering {
  /** Pixels of a glyph. */
  private static final int WIDTH = 7;

  /** Pixels of a line. */
  static final int HEIGHT = 14;

  private static final int COLUMNS = 32;
  private static final int FIRST = 0x20;
  private static final int LAST = 0x17f;
  private static final int UNKNOWN = '?';
  private static final Picture GLYPHS = glyphs();

  private Lettering() {}

  /**
   * A line of text, centred; longer text is cut and ends with two dots.
   *
   * @param width pixels of the line
   */
  static Picture line(String text, int width) {
    int[] letters = Normalizer.normalize(text.strip(), Normalizer.Form.NFC).codePoints().toArray();
    int fitting = Math.max(0, width / WIDTH);
    if (letters.length > fitting) {
      letters = Arrays.copyOf(letters, fitting);
      Arrays.fill(letters, Math.max(0, fitting - 2), fitting, '.');
    }
    byte[] rgb = new byte[3 * width * HEIGHT];
    Arrays.fill(rgb, (byte) 0xff);
    int begin = (width - letters.length * WIDTH) / 2;
    for (int i = 0; i < letters.length; i++) {
      draw(letters[i], rgb, width, begin + i * WIDTH);
    }
    return new Picture(width, HEIGHT, rgb);
  }

  private static void draw(int letter, byte[] rgb, int width, int left) {
    int index = (letter < FIRST || letter > LAST ? UNKNOWN : letter) - FIRST;
    int x = index % COLUMNS * WIDTH;
    int y = index / COLUMNS * HEIGHT;
    for (int row = 0; row < HEIGHT; row++) {
      System.arraycopy(
          GLYPHS.rgb(),
          3 * ((y + row) * GLYPHS.width() + x),
          rgb,
          3 * (row * width + left),
          3 * WIDTH);
    }
  }

  private static Picture glyphs() {
    try (InputStream in = Lettering.class.getResourceAsStream("lettering.png")) {
      return Picture.read(in, "lettering.png");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
