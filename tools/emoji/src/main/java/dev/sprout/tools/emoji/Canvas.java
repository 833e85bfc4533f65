package dev.sprout.tools.emoji;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Square pictures on white without alpha, and their exact area reduction. */
final class Canvas {
  private Canvas() {}

  /** Creates a white square. */
  static BufferedImage white(int side) {
    BufferedImage canvas = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = canvas.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, side, side);
    graphics.dispose();
    return canvas;
  }

  /** A picture over white, centred in a square as wide as its longer side. */
  static BufferedImage onWhite(BufferedImage picture) {
    int side = Math.max(picture.getWidth(), picture.getHeight());
    BufferedImage canvas = white(side);
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
    BufferedImage reduced = white(side);
    double step = (double) from / side;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        reduced.setRGB(x, y, mean(source, from, x * step, y * step, step));
      }
    }
    return reduced;
  }

  private static int mean(int[] source, int width, double left, double top, double step) {
    double red = 0;
    double green = 0;
    double blue = 0;
    for (int y = (int) top; y < Math.min(width, Math.ceil(top + step)); y++) {
      double height = overlap(y, top, step);
      for (int x = (int) left; x < Math.min(width, Math.ceil(left + step)); x++) {
        int pixel = source[y * width + x];
        double weight = height * overlap(x, left, step);
        red += weight * (pixel >> 16 & 0xff);
        green += weight * (pixel >> 8 & 0xff);
        blue += weight * (pixel & 0xff);
      }
    }
    double area = step * step;
    return rounded(red / area) << 16 | rounded(green / area) << 8 | rounded(blue / area);
  }

  private static double overlap(int pixel, double start, double length) {
    return Math.min(pixel + 1, start + length) - Math.max(pixel, start);
  }

  private static int rounded(double level) {
    return (int) Math.min(255, Math.round(level));
  }
}
