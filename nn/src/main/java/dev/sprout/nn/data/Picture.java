package dev.sprout.nn.data;

import java.awt.image.BufferedImage;
import java.nio.file.Path;

/**
 * An 8-bit RGB picture: rows from top to bottom, interleaved.
 *
 * @param width pixels, ≥ 1
 * @param height pixels, ≥ 1
 * @param rgb 3·width·height bytes, not copied; treat as constant
 */
public record Picture(int width, int height, byte[] rgb) {

  /** Refuses sizes that don't fit the bytes. */
  public Picture {
    if (width < 1 || height < 1 || rgb.length != Math.multiplyExact(3, width * height)) {
      throw new IllegalArgumentException(
          "%d bytes don't make a picture of %d×%d".formatted(rgb.length, width, height));
    }
  }

  /**
   * Reads a PNG, JPEG, WebP, BMP or GIF file; transparency is composed on white.
   *
   * @throws dev.sprout.nn.UserError when the file is no such picture, broken or too large
   */
  public static Picture read(Path file) {
    return PictureReader.read(file);
  }

  /** The picture of three planes [3, H, W] in −1..1 that begin at an offset; values are clipped. */
  public static Picture of(float[] planes, int offset, int width, int height) {
    int area = width * height;
    byte[] rgb = new byte[3 * area];
    for (int i = 0; i < area; i++) {
      for (int c = 0; c < 3; c++) {
        float unit = (planes[offset + c * area + i] + 1) / 2;
        rgb[3 * i + c] = (byte) Math.round(255 * Math.max(0, Math.min(1, unit)));
      }
    }
    return new Picture(width, height, rgb);
  }

  /** Writes three planes [3, H, W] in −1..1 at an offset. */
  public void fill(float[] planes, int offset) {
    int area = width * height;
    for (int i = 0; i < area; i++) {
      for (int c = 0; c < 3; c++) {
        planes[offset + c * area + i] = (rgb[3 * i + c] & 0xff) / 127.5f - 1;
      }
    }
  }

  /** One channel of one pixel, 0..255. */
  public int at(int x, int y, int channel) {
    return rgb[3 * (y * width + x) + channel] & 0xff;
  }

  /** The same picture for the Java 2D classes. */
  public BufferedImage toImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, at(x, y, 0) << 16 | at(x, y, 1) << 8 | at(x, y, 2));
      }
    }
    return image;
  }
}
