package dev.sprout.pictures;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures and files that tests make. */
final class TestPictures {
  private TestPictures() {}

  static Picture noise(int width, int height, long seed) {
    byte[] rgb = new byte[3 * width * height];
    new Random(seed).nextBytes(rgb);
    return new Picture(width, height, rgb);
  }

  static Picture plain(int width, int height, int red, int green, int blue) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) red;
      rgb[i + 1] = (byte) green;
      rgb[i + 2] = (byte) blue;
    }
    return new Picture(width, height, rgb);
  }

  /** A grey picture from its rows. */
  static Picture grey(int[]... rows) {
    byte[] rgb = new byte[3 * rows.length * rows[0].length];
    int to = 0;
    for (int[] row : rows) {
      for (int value : row) {
        rgb[to++] = (byte) value;
        rgb[to++] = (byte) value;
        rgb[to++] = (byte) value;
      }
    }
    return new Picture(rows[0].length, rows.length, rgb);
  }

  static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("no " + format + " writer takes " + image);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static Path writePng(Path file, Picture picture) throws IOException {
    Files.createDirectories(file.getParent());
    Png.write(file, picture, Map.of());
    return file;
  }

  static int[] pixel(Picture picture, int x, int y) {
    return new int[] {picture.at(x, y, 0), picture.at(x, y, 1), picture.at(x, y, 2)};
  }
}
