package dev.sprout.evaluation.features;

import dev.sprout.pictures.Picture;

/**
 * TensorFlow 1's bilinear resize ({@code resize_images} with {@code align_corners=False}), in its
 * float32 arithmetic: columns first, then rows.
 */
final class TensorflowBilinear {
  private final int[] lower;
  private final int[] upper;
  private final float[] share; // of the upper neighbour

  /** Neighbours of each output position along one axis. */
  private TensorflowBilinear(int in, int out) {
    lower = new int[out];
    upper = new int[out];
    share = new float[out];
    float scale = (float) in / out;
    for (int i = 0; i < out; i++) {
      float at = i * scale;
      lower[i] = (int) at;
      upper[i] = Math.min(lower[i] + 1, in - 1);
      share[i] = at - lower[i];
    }
  }

  /** Planes [3, S, S] of a picture, 0..255. */
  static float[] planes(Picture picture, int size) {
    TensorflowBilinear columns = new TensorflowBilinear(picture.width(), size);
    TensorflowBilinear rows = new TensorflowBilinear(picture.height(), size);
    float[] planes = new float[3 * size * size];
    float[][] cache = new float[2][]; // resized rows of the picture, by parity
    int[] cached = {-1, -1};
    for (int y = 0; y < size; y++) {
      for (int row : new int[] {rows.lower[y], rows.upper[y]}) {
        if (cached[row & 1] != row) {
          cache[row & 1] = columns.row(picture, row);
          cached[row & 1] = row;
        }
      }
      float[] top = cache[rows.lower[y] & 1]; // [3, S]
      float[] bottom = cache[rows.upper[y] & 1];
      for (int i = 0; i < 3 * size; i++) {
        int to = (i / size * size + y) * size + i % size;
        planes[to] = top[i] + (bottom[i] - top[i]) * rows.share[y];
      }
    }
    return planes;
  }

  /** One row of a picture at the new width, [3, S]. */
  private float[] row(Picture picture, int y) {
    int size = lower.length;
    float[] row = new float[3 * size];
    for (int x = 0; x < size; x++) {
      for (int c = 0; c < 3; c++) {
        float left = picture.at(lower[x], y, c);
        row[c * size + x] = left + (picture.at(upper[x], y, c) - left) * share[x];
      }
    }
    return row;
  }
}
