package dev.sprout.pictures.webp;

/** Modes of one macroblock of 16×16 pixels; overwritten by the next. */
final class Macroblock {
  int segment;

  /** Whether no coefficients are stored. */
  boolean skipped;

  /** Whether the 16 luma subblocks are predicted one by one. */
  boolean hasSubblocks;

  /** Of the whole luma block, unless it has subblocks. */
  BlockMode luma;

  /** Indices into {@link SubblockPrediction}'s modes, row by row. */
  final int[] subblocks = new int[16];

  BlockMode chroma;

  /** Prediction mode of a block of 16×16 or 8×8 from the pixels above and to the left. */
  enum BlockMode {
    MEAN(0),
    GRADIENT(1),
    VERTICAL(2),
    HORIZONTAL(3);

    /** The mode of subblocks that beside subblocks this counts as. */
    final int subblock;

    BlockMode(int subblock) {
      this.subblock = subblock;
    }
  }
}
