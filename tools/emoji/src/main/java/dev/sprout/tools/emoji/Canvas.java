package dev.sprout.tools.emoji;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Square pictures on a ground, and their exact area reduction. */
final class Canvas {
  private Canvas() {}

  /** Creates an empty square. */
  static BufferedImage blank(int side, Ground ground) {
    BufferedImage canvas = new BufferedImage(side, side, ground.imageType());
    if (ground == Ground.WHITE) {
      Graphics2D graphics = canvas.createGraphics();
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, side, side);
      graphics.dispose();
    }
    return canvas;
  }

  /** A picture on a ground, centred in a square as wide as its longer side. */
  static BufferedImage centred(BufferedImage picture, Ground ground) {
    int side = Math.max(picture.getWidth(), picture.getHeight());
    BufferedImage canvas = blank(side, ground);
    Graphics2D graphics = canvas.createGraphics();
    int x = (side - picture.getWidth()) / 2;
    int y = (side - picture.getHeight()) / 2;
    graphics.drawImage(picture, x, y, null);
    graphics.dispose();
    return canvas;
  }

  /** A square reduced to {@code side}: every pixel is the mean of the area it covers. */
  static BufferedImage reduce(BufferedImage square, int side) {
    int from = square.getWidth();
    int[] source = square.getRGB(0, 0, from, from, null, 0, from);
    BufferedImage reduced = new BufferedImage(side, side, square.getType());
    double step = (double) from / side;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        reduced.setRGB(x, y, mean(source, from, x * step, y * step, step));
      }
    }
    return reduced;
  }

  // Colours count by their alpha: an opaque area's mean is exact, as if there were no alpha.
  private static int mean(int[] source, int width, double left, double top, double step) {
    double alpha = 0;
    double red = 0;
    double green = 0;
    double blue = 0;
    for (int y = (int) top; y < Math.min(width, Math.ceil(top + step)); y++) {
      double height = overlap(y, top, step);
      for (int x = (int) left; x < Math.min(width, Math.ceil(left + step)); x++) {
        int pixel = source[y * width + x];
        double weight = height * overlap(x, left, step) * ((pixel >>> 24) / 255.0);
        alpha += weight;
        red += weight * (pixel >> 16 & 0xff);
        green += weight * (pixel >> 8 & 0xff);
        blue += weight * (pixel & 0xff);
      }
    }
    if (alpha == 0) {
      return 0;
    }
    double opaque = 255 * alpha / (step * step);
    return rounded(opaque) << 24
        | rounded(red / alpha) << 16
        | rounded(green / alpha) << 8
        | rounded(blue / alpha);
  }

  private static double overlap(int pixel, double start, double length) {
    return Math.min(pixel + 1, start + length) - Math.max(pixel, start);
  }

  private static int rounded(double level) {
    return (int) Math.min(255, Math.round(level));
  }
}
