package dev.sprout.pictures.webp;

import java.util.Arrays;

/**
 * Luma or chroma samples, 0..255, with a border that predictions of the first blocks use: 127
 * above, 129 to the left (RFC 6386, section 12.2).
 */
final class Plane {
  private static final int RIGHT_BORDER = 4; // what subblocks see above and to the right

  final int width;
  final int height;
  final int stride;
  final byte[] samples;

  /** A plane of whole macroblocks. */
  Plane(int width, int height) {
    this.width = width;
    this.height = height;
    this.stride = 1 + width + RIGHT_BORDER;
    this.samples = new byte[Math.multiplyExact(stride, height + 1)];
    Arrays.fill(samples, 0, stride, (byte) 127);
    for (int y = 0; y < height; y++) {
      samples[at(-1, y)] = (byte) 129;
    }
  }

  /** The index of a sample; of the border where x is −1 or from the width, or y is −1. */
  int at(int x, int y) {
    return (y + 1) * stride + x + 1;
  }

  int get(int index) {
    return samples[index] & 0xff;
  }

  /** Adds to a sample, within 0..255. */
  void add(int index, int value) {
    samples[index] = clip(get(index) + value);
  }

  static byte clip(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }

  /** Repeats the last sample of a row in the border. */
  void extendRight(int y) {
    int last = at(width - 1, y);
    Arrays.fill(samples, last + 1, last + 1 + RIGHT_BORDER, samples[last]);
  }
}
