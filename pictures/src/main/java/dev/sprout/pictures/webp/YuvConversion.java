package dev.sprout.pictures.webp;

/**
 * Turns luma and chroma (ITU-R BT.601, luma 16..235) into ARGB. Chroma has half the width and
 * height; each pixel takes 9/16, 3/16, 3/16 and 1/16 of its four nearest samples.
 */
final class YuvConversion {
  private static final int FRACTION = 6; // bits that are left of 14 after each product

  private final Plane luma;
  private final Plane[] chroma;
  private final int width;
  private final int height;

  /** Sizes are those of the picture; the planes reach beyond. */
  YuvConversion(Plane luma, Plane[] chroma, int width, int height) {
    this.luma = luma;
    this.chroma = chroma;
    this.width = width;
    this.height = height;
  }

  int[] argb() {
    int[] argb = new int[Math.multiplyExact(width, height)];
    for (int y = 0, i = 0; y < height; y++) {
      int near = y / 2;
      int far = neighbour(y, height);
      for (int x = 0; x < width; x++, i++) {
        int side = neighbour(x, width);
        int u = chroma(chroma[0], x / 2, side, near, far);
        int v = chroma(chroma[1], x / 2, side, near, far);
        argb[i] = argb(luma.get(luma.at(x, y)), u, v);
      }
    }
    return argb;
  }

  /** The second-nearest chroma sample of a pixel in one direction, inside the picture. */
  private static int neighbour(int pixel, int size) {
    int sample = pixel / 2 + (pixel % 2 == 0 ? -1 : 1);
    return Math.max(0, Math.min((size - 1) / 2, sample));
  }

  private static int chroma(Plane plane, int x, int side, int y, int far) {
    int near = 3 * plane.get(plane.at(x, y)) + plane.get(plane.at(side, y));
    int away = 3 * plane.get(plane.at(x, far)) + plane.get(plane.at(side, far));
    return (3 * near + away + 8) >> 4;
  }

  private static int argb(int y, int u, int v) {
    int light = product(y, 19077);
    int red = light + product(v, 26149) - 14234;
    int green = light - product(u, 6419) - product(v, 13320) + 8708;
    int blue = light + product(u, 33050) - 17685;
    return (0xff << 24) | (clip(red) << 16) | (clip(green) << 8) | clip(blue);
  }

  /** Coefficients have 14 bits of fraction. */
  private static int product(int sample, int coefficient) {
    return (sample * coefficient) >> 8;
  }

  private static int clip(int value) {
    return Math.max(0, Math.min(255, value >> FRACTION));
  }
}
