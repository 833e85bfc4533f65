package dev.sprout.pictures.webp;

import java.io.EOFException;

/**
 * Strength of the loop filter (RFC 6386, sections 9.6 and 15).
 *
 * @param simple whether only the two pixels at luma edges change
 * @param level of the frame, 0..63; at 0 nothing is smoothed
 * @param sharpness 0..7
 * @param intraDelta added to the level of each macroblock
 * @param subblockDelta added where subblocks are predicted one by one
 */
record FilterSettings(boolean simple, int level, int sharpness, int intraDelta, int subblockDelta) {
  private static final int MAX_LEVEL = 63;

  static FilterSettings read(BoolDecoder in) throws EOFException {
    boolean simple = in.flag();
    int level = in.number(6);
    int sharpness = in.number(3);
    int[] deltas = new int[8]; // by reference frame, then by mode
    boolean hasDeltas = in.flag();
    if (hasDeltas && in.flag()) { // and whether they are new, which else are 0
      for (int i = 0; i < deltas.length; i++) {
        deltas[i] = in.optionalSigned(6);
      }
    }
    return new FilterSettings(simple, level, sharpness, deltas[0], deltas[4]);
  }

  /** The level of a macroblock, 0..63, from that of its segment. */
  int levelOf(int ofSegment, boolean hasSubblocks) {
    int sum = ofSegment + intraDelta + (hasSubblocks ? subblockDelta : 0);
    return Math.max(0, Math.min(MAX_LEVEL, sum));
  }

  /** The largest step between neighbours beside an edge that is smoothed at this level. */
  int interiorLimit(int ofMacroblock) {
    int limit = ofMacroblock >> (sharpness > 4 ? 2 : sharpness > 0 ? 1 : 0);
    return Math.max(1, sharpness > 0 ? Math.min(limit, 9 - sharpness) : limit);
  }
}
