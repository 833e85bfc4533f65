package dev.sprout.pictures.webp;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Decodes a VP8 key frame (RFC 6386). */
final class LossyDecoder {
  private static final int HAS_SUBBLOCKS = 4; // beside the segment, 0..3
  private static final int SMOOTH_INSIDE = 8;

  private final LossyHeader header;
  private final int columns;
  private final int rows;
  private final Plane luma;
  private final Plane[] chroma;
  private final byte[] filtered; // by macroblock, what its smoothing depends on
  private final Macroblock block = new Macroblock();
  private final SubblockPrediction subblocks = new SubblockPrediction();

  private LossyDecoder(LossyHeader header) {
    this.header = header;
    this.columns = (header.width() + 15) / 16;
    this.rows = (header.height() + 15) / 16;
    this.luma = new Plane(16 * columns, 16 * rows);
    this.chroma = new Plane[] {new Plane(8 * columns, 8 * rows), new Plane(8 * columns, 8 * rows)};
    this.filtered = new byte[columns * rows];
  }

  /**
   * The pixels as opaque ARGB, row by row.
   *
   * @param frame little-endian; its size is known to be bearable
   */
  static int[] decode(ByteBuffer frame) throws IOException {
    LossyHeader header = LossyHeader.read(frame);
    LossyDecoder decoder = new LossyDecoder(header);
    decoder.macroblocks();
    if (header.filter().level() > 0) {
      decoder.smooth();
    }
    return new YuvConversion(decoder.luma, decoder.chroma, header.width(), header.height()).argb();
  }

  private void macroblocks() throws IOException {
    ModeReader modes = new ModeReader(header, columns);
    Coefficients coefficients = new Coefficients(header.probabilities(), columns);
    for (int row = 0; row < rows; row++) {
      modes.startRow();
      coefficients.startRow(header.tokens()[row % header.tokens().length]);
      for (int column = 0; column < columns; column++) {
        modes.next(column, block);
        boolean any = coefficients.next(column, block, header.quantizers()[block.segment]);
        filtered[row * columns + column] =
            (byte)
                (block.segment
                    | (block.hasSubblocks ? HAS_SUBBLOCKS : 0)
                    | (any || block.hasSubblocks ? SMOOTH_INSIDE : 0));
        luma(column, row, coefficients.values());
        chroma(column, row, coefficients.values());
      }
      luma.extendRight(16 * row + 15);
    }
  }

  private void luma(int column, int row, short[] coefficients) {
    int x = 16 * column;
    int y = 16 * row;
    if (!block.hasSubblocks) {
      BlockPrediction.predict(luma, x, y, 16, block.luma);
    }
    int rightOfBlock = luma.at(x + 16, y - 1);
    for (int i = 0; i < 16; i++) {
      int at = luma.at(x + 4 * (i % 4), y + 4 * (i / 4));
      if (block.hasSubblocks) {
        int rightAbove = i % 4 == 3 ? rightOfBlock : at - luma.stride + 4;
        subblocks.predict(luma, at, rightAbove, block.subblocks[i]);
      }
      Transform.addResidue(coefficients, 16 * i, luma, at);
    }
  }

  private void chroma(int column, int row, short[] coefficients) {
    for (int p = 0; p < chroma.length; p++) {
      BlockPrediction.predict(chroma[p], 8 * column, 8 * row, 8, block.chroma);
      for (int i = 0; i < 4; i++) {
        int at = chroma[p].at(8 * column + 4 * (i % 2), 8 * row + 4 * (i / 2));
        Transform.addResidue(coefficients, 16 * (16 + 4 * p + i), chroma[p], at);
      }
    }
  }

  private void smooth() {
    FilterSettings settings = header.filter();
    LoopFilter filter = new LoopFilter(settings.simple());
    for (int i = 0; i < filtered.length; i++) {
      int ofSegment = header.segmentation().filterLevel(filtered[i] & 3, settings.level());
      int level = settings.levelOf(ofSegment, (filtered[i] & HAS_SUBBLOCKS) != 0);
      if (level > 0) {
        boolean inside = (filtered[i] & SMOOTH_INSIDE) != 0;
        int x = i % columns;
        int y = i / columns;
        filter.strength(level, settings.interiorLimit(level));
        filter.smooth(luma, 16 * x, 16 * y, 16, inside);
        for (int p = 0; p < chroma.length && !settings.simple(); p++) {
          filter.smooth(chroma[p], 8 * x, 8 * y, 8, inside);
        }
      }
    }
  }
}
