package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.labels.Grid;

/**
 * Gaussian smoothing of a section, mirrored at its edges (the edge voxel not repeated), with a
 * kernel of three standard deviations.
 */
final class SectionFilter {
  private final Grid section;
  private final double[] kernel;

  SectionFilter(Grid section, double sigma) {
    this.section = section;
    int radius = (int) (3 * sigma + 0.5);
    kernel = new double[2 * radius + 1];
    double sum = 0;
    for (int i = -radius; i <= radius; i++) {
      kernel[i + radius] = Math.exp(-i * i / (2 * sigma * sigma));
      sum += kernel[i + radius];
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] /= sum;
    }
  }

  float[] smooth(float[] values) {
    int height = section.height();
    int width = section.width();
    float[] rows = new float[values.length];
    float[] smooth = new float[values.length];
    for (int y = 0; y < height; y++) {
      along(values, rows, y * width, 1, width);
    }
    for (int x = 0; x < width; x++) {
      along(rows, smooth, x, width, height);
    }
    return smooth;
  }

  private void along(float[] in, float[] out, int start, int step, int length) {
    int radius = kernel.length / 2;
    for (int i = 0; i < length; i++) {
      double sum = 0;
      for (int k = -radius; k <= radius; k++) {
        sum += kernel[k + radius] * in[start + step * mirrored(i + k, length)];
      }
      out[start + step * i] = (float) sum;
    }
  }

  /** Reflects as often as needed. */
  private static int mirrored(int place, int length) {
    if (length == 1) {
      return 0;
    }
    int period = 2 * (length - 1);
    int inside = Math.floorMod(place, period);
    return inside < length ? inside : period - inside;
  }
}
