package dev.sprout.pictures.webp;

import java.io.EOFException;
import java.util.Arrays;

/** Reads the coefficients of macroblocks (RFC 6386, section 13). */
final class Coefficients {
  /** Blocks of 4×4 in a macroblock: 16 of luma, row by row, then 4 of each chroma plane. */
  static final int BLOCKS = 24;

  private static final int MEANS = 24; // the block of the luma blocks' first coefficients
  private static final int[] BANDS = {0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7};
  private static final int[] ZIGZAG = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};

  /** Probabilities of the extra bits of the token categories 3 to 6. */
  private static final int[][] EXTRA_BITS = {
    {173, 148, 140},
    {176, 155, 140, 135},
    {180, 157, 141, 134, 130},
    {254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129}
  };

  /** Block types, which have probabilities of their own. */
  private static final int LUMA_WITHOUT_DC = 0;

  private static final int LUMA_MEANS = 1;
  private static final int CHROMA = 2;
  private static final int LUMA = 3;

  /** Which blocks beside an edge have coefficients: 4 of luma, 2 of each chroma plane, means. */
  private static final int FLAGS = 9;

  private static final int MEANS_FLAG = 8;

  private final int[] probabilities;
  private final int[] above;
  private final int[] left = new int[FLAGS];
  private final short[] values = new short[(BLOCKS + 1) * 16];
  private BoolDecoder in;
  private int flagsAbove; // where those of the macroblock begin
  private boolean any;

  Coefficients(int[] probabilities, int columns) {
    this.probabilities = probabilities;
    this.above = new int[FLAGS * columns];
  }

  void startRow(BoolDecoder partition) {
    in = partition;
    Arrays.fill(left, 0);
  }

  /** Multiplied by their steps; block after block, each row by row. [24 (+1), 16] */
  short[] values() {
    return values;
  }

  /** Reads those of the macroblock in a column; returns whether any is not 0. */
  boolean next(int column, Macroblock block, Quantizer steps) throws EOFException {
    flagsAbove = FLAGS * column;
    Arrays.fill(values, (short) 0);
    if (block.skipped) {
      int kept = block.hasSubblocks ? MEANS_FLAG : FLAGS;
      Arrays.fill(above, flagsAbove, flagsAbove + kept, 0);
      Arrays.fill(left, 0, kept, 0);
      return false;
    }
    any = false;
    boolean means = !block.hasSubblocks;
    if (means) {
      read(MEANS, LUMA_MEANS, MEANS_FLAG, MEANS_FLAG, 0, steps.meanDc(), steps.meanAc());
      Transform.spreadMeans(values, 16 * MEANS);
    }
    any = false; // means count where they leave anything in a luma block
    plane(0, means ? LUMA_WITHOUT_DC : LUMA, 0, 4, steps.lumaDc(), steps.lumaAc());
    plane(16, CHROMA, 4, 2, steps.chromaDc(), steps.chromaAc());
    plane(20, CHROMA, 6, 2, steps.chromaDc(), steps.chromaAc());
    return any;
  }

  private void plane(int block, int type, int flag, int side, int dc, int ac) throws EOFException {
    int first = type == LUMA_WITHOUT_DC ? 1 : 0;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        read(block + side * y + x, type, flag + x, flag + y, first, dc, ac);
      }
    }
  }

  private void read(int block, int type, int column, int row, int first, int dc, int ac)
      throws EOFException {
    int context = above[flagsAbove + column] + left[row];
    int end = tokens(type, context, first, dc, ac, 16 * block);
    int flag = end > first ? 1 : 0;
    above[flagsAbove + column] = flag;
    left[row] = flag;
    any |= end > 1 || values[16 * block] != 0;
  }

  /** Reads one block; returns the place behind its last token, in zigzag order. */
  private int tokens(int type, int context, int first, int dc, int ac, int to) throws EOFException {
    int n = first;
    int node = node(type, n, context);
    while (in.bit(probabilities[node])) { // else: no more coefficients
      while (!in.bit(probabilities[node + 1])) {
        if (++n == 16) {
          return n;
        }
        node = node(type, n, 0);
      }
      boolean one = !in.bit(probabilities[node + 2]);
      int value = one ? 1 : magnitude(node);
      int step = n == 0 ? dc : ac;
      values[to + ZIGZAG[n]] = (short) ((in.flag() ? -value : value) * step);
      if (++n == 16) {
        return n;
      }
      node = node(type, n, one ? 1 : 2);
    }
    return n;
  }

  private static int node(int type, int n, int context) {
    return 11 * (3 * (8 * type + BANDS[n]) + context);
  }

  /** A magnitude from 2. */
  private int magnitude(int node) throws EOFException {
    if (!bit(node + 3)) {
      return !bit(node + 4) ? 2 : bit(node + 5) ? 4 : 3;
    } else if (!bit(node + 6)) {
      return bit(node + 7)
          ? 7 + (in.bit(165) ? 2 : 0) + (in.bit(145) ? 1 : 0)
          : 5 + (in.bit(159) ? 1 : 0);
    }
    int category = bit(node + 8) ? 2 + (bit(node + 10) ? 1 : 0) : bit(node + 9) ? 1 : 0;
    int extra = 0;
    for (int probability : EXTRA_BITS[category]) {
      extra = extra << 1 | (in.bit(probability) ? 1 : 0);
    }
    return 3 + (8 << category) + extra;
  }

  private boolean bit(int node) throws EOFException {
    return in.bit(probabilities[node]);
  }
}
