package dev.sprout.pictures.webp;

import dev.sprout.pictures.webp.Macroblock.BlockMode;
import java.util.Arrays;

/** Predicts whole luma and chroma blocks (RFC 6386, sections 12.2 and 12.3). */
final class BlockPrediction {
  private BlockPrediction() {}

  /**
   * Fills the block whose top left sample is (x, y).
   *
   * @param size 16 or 8
   */
  static void predict(Plane plane, int x, int y, int size, BlockMode mode) {
    int at = plane.at(x, y);
    switch (mode) {
      case MEAN -> {
        byte mean = (byte) mean(plane, x, y, size);
        for (int row = 0; row < size; row++) {
          Arrays.fill(plane.samples, at + row * plane.stride, at + row * plane.stride + size, mean);
        }
      }
      case VERTICAL -> {
        for (int row = 0; row < size; row++) {
          System.arraycopy(
              plane.samples, at - plane.stride, plane.samples, at + row * plane.stride, size);
        }
      }
      case HORIZONTAL -> {
        for (int row = 0; row < size; row++) {
          int from = at + row * plane.stride;
          Arrays.fill(plane.samples, from, from + size, plane.samples[from - 1]);
        }
      }
      case GRADIENT -> gradient(plane, at, size);
    }
  }

  /** Of the samples above and to the left, as far as they are inside the picture. */
  private static int mean(Plane plane, int x, int y, int size) {
    int sum = 0;
    for (int i = 0; i < size; i++) {
      sum += y > 0 ? plane.get(plane.at(x + i, y - 1)) : 0;
      sum += x > 0 ? plane.get(plane.at(x - 1, y + i)) : 0;
    }
    int count = (y > 0 ? size : 0) + (x > 0 ? size : 0);
    return count == 0 ? 128 : (sum + count / 2) / count;
  }

  /** Left plus above minus their corner ("TM"). */
  static void gradient(Plane plane, int at, int size) {
    int corner = plane.get(at - plane.stride - 1);
    for (int y = 0, row = at; y < size; y++, row += plane.stride) {
      int difference = plane.get(row - 1) - corner;
      for (int x = 0; x < size; x++) {
        plane.samples[row + x] = Plane.clip(plane.get(at - plane.stride + x) + difference);
      }
    }
  }
}
