package dev.sprout.pictures;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** 8-bit RGB pixels of a Java 2D image, composed on an opaque background. */
final class RgbPixels {
  static final int WHITE = 0xff;
  static final int BLACK = 0;

  private final int ground;

  private RgbPixels(int ground) {
    this.ground = ground;
  }

  /**
   * The pixels of an image.
   *
   * @param ground background of transparent pixels, 0 black to 255 white
   */
  static Picture of(BufferedImage image, int ground) {
    return new RgbPixels(ground).read(image);
  }

  /** An image of pixels as ARGB, row by row, alpha not multiplied in; not copied. */
  static BufferedImage argb(int width, int height, int[] pixels) {
    DirectColorModel model = (DirectColorModel) ColorModel.getRGBdefault();
    WritableRaster raster =
        Raster.createPackedRaster(
            new DataBufferInt(pixels, pixels.length), width, height, width, model.getMasks(), null);
    return new BufferedImage(model, raster, false, null);
  }

  private Picture read(BufferedImage image) {
    BufferedImage plain = inPlainColours(image);
    byte[] rgb = new byte[Math.multiplyExact(3, plain.getWidth() * plain.getHeight())];
    if (hasIntegerSamples(plain)) {
      fromSamples(plain, rgb);
    } else {
      fromColourModel(plain, rgb);
    }
    return new Picture(plain.getWidth(), plain.getHeight(), rgb);
  }

  /** Grey values are copied as stored: Java would take them for linear light and brighten them. */
  private static BufferedImage inPlainColours(BufferedImage image) {
    ColorModel model = image.getColorModel();
    if (image.isAlphaPremultiplied()) {
      image.coerceData(false);
    }
    ColorSpace space = model.getColorSpace();
    if (space.isCS_sRGB() || space.getType() == ColorSpace.TYPE_GRAY) {
      return image;
    }
    int type = model.hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    BufferedImage plain = new BufferedImage(image.getWidth(), image.getHeight(), type);
    return new ColorConvertOp(null).filter(image, plain);
  }

  private static boolean hasIntegerSamples(BufferedImage image) {
    int type = image.getRaster().getTransferType();
    return image.getColorModel() instanceof ComponentColorModel
        && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT);
  }

  private void fromSamples(BufferedImage image, byte[] rgb) {
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    int most = (1 << image.getColorModel().getComponentSize(0)) - 1;
    int green = bands < 3 ? 0 : 1;
    int blue = bands < 3 ? 0 : 2;
    int[] row = null;
    for (int y = 0, to = 0; y < image.getHeight(); y++) {
      row = raster.getPixels(raster.getMinX(), raster.getMinY() + y, image.getWidth(), 1, row);
      for (int at = 0; at < row.length; at += bands, to += 3) {
        int alpha = bands % 2 == 0 ? row[at + bands - 1] : most;
        rgb[to] = onGround(row[at], alpha, most);
        rgb[to + 1] = onGround(row[at + green], alpha, most);
        rgb[to + 2] = onGround(row[at + blue], alpha, most);
      }
    }
  }

  private void fromColourModel(BufferedImage image, byte[] rgb) {
    int[] row = new int[image.getWidth()];
    for (int y = 0, to = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int argb : row) {
        for (int shift = 16; shift >= 0; shift -= 8) {
          rgb[to++] = onGround(argb >> shift & 0xff, argb >>> 24, 0xff);
        }
      }
    }
  }

  /** Composes on the background and scales 0..most to 0..255, rounding half up. */
  private byte onGround(int value, int alpha, int most) {
    if (most == 0xff && alpha == most) {
      return (byte) value;
    }
    long scaled = (long) value * alpha + (long) ground * most / 0xff * (most - alpha); // 0..most²
    long square = (long) most * most;
    return (byte) ((scaled * 510 + square) / (2 * square));
  }
}
