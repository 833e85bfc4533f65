package dev.sprout.pictures.webp;

import dev.sprout.pictures.webp.Macroblock.BlockMode;
import java.io.EOFException;
import java.util.Arrays;

/** Reads the headers of macroblocks (RFC 6386, sections 9.3, 9.11 and 11). */
final class ModeReader {
  /** Tree of subblock modes: the next node by node and bit; modes are stored as ~mode. */
  private static final int[] TREE = {
    ~0, 1, ~1, 2, ~2, 3, 4, 6, ~3, 5, ~4, ~5, ~6, 7, ~7, 8, ~8, ~9
  };

  private final BoolDecoder in;
  private final Segmentation segmentation;
  private final int skipProbability;
  private final int[] above; // subblock modes of the row above
  private final int[] left = new int[4];

  ModeReader(LossyHeader header, int columns) {
    this.in = header.modes();
    this.segmentation = header.segmentation();
    this.skipProbability = header.skipProbability();
    this.above = new int[4 * columns];
  }

  void startRow() {
    Arrays.fill(left, 0);
  }

  /** Reads the macroblock in a column of the row. */
  void next(int column, Macroblock block) throws EOFException {
    block.segment = segmentation.next(in);
    block.skipped = skipProbability >= 0 && in.bit(skipProbability);
    block.hasSubblocks = !in.bit(145);
    if (block.hasSubblocks) {
      subblocks(4 * column, block.subblocks);
    } else {
      block.luma = in.bit(156) ? horizontalOrGradient(128) : meanOrVertical(163);
      int implied = block.luma.subblock;
      Arrays.fill(above, 4 * column, 4 * column + 4, implied);
      Arrays.fill(left, implied);
    }
    block.chroma = chroma();
  }

  private void subblocks(int column, int[] modes) throws EOFException {
    for (int y = 0, i = 0; y < 4; y++) {
      for (int x = 0; x < 4; x++, i++) {
        int probabilities = 9 * (10 * above[column + x] + left[y]);
        int node = 0;
        do {
          boolean bit = in.bit(Tables.SUBBLOCK_MODES[probabilities + node]);
          node = TREE[2 * node + (bit ? 1 : 0)];
        } while (node > 0);
        modes[i] = ~node;
        above[column + x] = modes[i];
        left[y] = modes[i];
      }
    }
  }

  private BlockMode chroma() throws EOFException {
    if (!in.bit(142)) {
      return BlockMode.MEAN;
    }
    return in.bit(114) ? horizontalOrGradient(183) : BlockMode.VERTICAL;
  }

  private BlockMode meanOrVertical(int probability) throws EOFException {
    return in.bit(probability) ? BlockMode.VERTICAL : BlockMode.MEAN;
  }

  private BlockMode horizontalOrGradient(int probability) throws EOFException {
    return in.bit(probability) ? BlockMode.GRADIENT : BlockMode.HORIZONTAL;
  }
}
