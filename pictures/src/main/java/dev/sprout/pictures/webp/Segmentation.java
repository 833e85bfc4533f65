package dev.sprout.pictures.webp;

import java.io.EOFException;

/**
 * Groups of macroblocks with settings of their own (RFC 6386, section 9.3).
 *
 * @param absolute whether the values replace those of the frame or are added to them
 * @param quantizers by segment [4]
 * @param filterLevels by segment [4]
 * @param tree probabilities of the tree of segment numbers [3]; empty where each macroblock is in
 *     segment 0
 */
record Segmentation(boolean absolute, int[] quantizers, int[] filterLevels, int[] tree) {
  static final int SEGMENTS = 4;

  static Segmentation read(BoolDecoder in) throws EOFException {
    boolean absolute = false;
    int[] quantizers = new int[SEGMENTS];
    int[] filterLevels = new int[SEGMENTS];
    int[] tree = {};
    if (in.flag()) {
      boolean hasTree = in.flag();
      if (in.flag()) {
        absolute = in.flag();
        fill(quantizers, in, 7);
        fill(filterLevels, in, 6);
      }
      if (hasTree) {
        tree = tree(in);
      }
    }
    return new Segmentation(absolute, quantizers, filterLevels, tree);
  }

  private static void fill(int[] values, BoolDecoder in, int bits) throws EOFException {
    for (int i = 0; i < values.length; i++) {
      values[i] = in.optionalSigned(bits);
    }
  }

  private static int[] tree(BoolDecoder in) throws EOFException {
    int[] tree = new int[SEGMENTS - 1];
    for (int i = 0; i < tree.length; i++) {
      tree[i] = in.flag() ? in.number(8) : 255;
    }
    return tree;
  }

  /** The segment of the next macroblock. */
  int next(BoolDecoder in) throws EOFException {
    if (tree.length == 0) {
      return 0;
    }
    return in.bit(tree[0]) ? 2 + (in.bit(tree[2]) ? 1 : 0) : in.bit(tree[1]) ? 1 : 0;
  }

  int quantizer(int segment, int ofFrame) {
    return quantizers[segment] + (absolute ? 0 : ofFrame);
  }

  int filterLevel(int segment, int ofFrame) {
    return filterLevels[segment] + (absolute ? 0 : ofFrame);
  }
}
