package dev.sprout.scenes;

import dev.sprout.pictures.Picture;

/** Difference of a picture from the colour of its ground, at one resolution. Immutable. */
final class Difference {
  private final int side;
  private final float[] values; // [S, S, 3]
  private final double[] energies; // [S + 1, S + 1]: sum of squares above and left of a corner

  /**
   * Reduces a square picture and subtracts a colour.
   *
   * @param ground red, green and blue, 0..255
   * @param side new side in pixels
   */
  Difference(Picture picture, float[] ground, int side) {
    float[] pixels = new float[4 * picture.width() * picture.height()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 4 == 3 ? 0 : (picture.rgb()[3 * (i / 4) + i % 4] & 0xff) - ground[i % 4];
    }
    float[] reduced = AreaResampling.of(picture.width(), side).resize(pixels);
    this.side = side;
    this.values = new float[3 * side * side];
    this.energies = new double[(side + 1) * (side + 1)];
    for (int y = 0; y < side; y++) {
      double row = 0;
      for (int x = 0; x < side; x++) {
        for (int c = 0; c < 3; c++) {
          float value = reduced[4 * (y * side + x) + c];
          values[3 * (y * side + x) + c] = value;
          row += value * value;
        }
        energies[(y + 1) * (side + 1) + x + 1] = energies[y * (side + 1) + x + 1] + row;
      }
    }
  }

  int side() {
    return side;
  }

  /** Squared difference of a pixel, summed over channels. */
  double energy(int x, int y) {
    return energy(x, y, x + 1, y + 1);
  }

  /** Sum of squares of a window and its edge of one pixel, as far as that is in the picture. */
  double windowEnergy(int left, int top, int size) {
    return energy(
        Math.max(0, left - 1),
        Math.max(0, top - 1),
        Math.min(side, left + size + 1),
        Math.min(side, top + size + 1));
  }

  private double energy(int left, int top, int right, int bottom) {
    int width = side + 1;
    return energies[bottom * width + right]
        - energies[top * width + right]
        - energies[bottom * width + left]
        + energies[top * width + left];
  }

  /**
   * Normalised correlation of a window with a template, −1..1. An edge of one pixel around the
   * window counts as ground, so that a template doesn't fit inside a larger thing of its colour.
   *
   * @param template differences from the ground, [size, size, 3], of norm 1
   */
  double correlation(float[] template, int size, int left, int top) {
    double energy = windowEnergy(left, top, size);
    if (energy < 1) {
      return 0;
    }
    float sum = 0;
    for (int y = 0; y < size; y++) {
      int from = 3 * ((top + y) * side + left);
      int at = 3 * y * size;
      float row = 0;
      for (int i = 0; i < 3 * size; i++) {
        row += template[at + i] * values[from + i];
      }
      sum += row;
    }
    return sum / Math.sqrt(energy);
  }

  /** The window as red, green, blue of another size, a fourth channel being 0: [size, size, 4]. */
  float[] window(int left, int top, int size, int newSize) {
    float[] window = new float[4 * size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        for (int c = 0; c < 3; c++) {
          window[4 * (y * size + x) + c] = values[3 * ((top + y) * side + left + x) + c];
        }
      }
    }
    return AreaResampling.of(size, newSize).resize(window);
  }
}
