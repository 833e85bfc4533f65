package dev.sprout.pictures.webp;

import java.io.EOFException;

/**
 * Quantization steps of coefficients (RFC 6386, sections 9.6 and 14.1).
 *
 * @param lumaDc step of the first luma coefficient
 * @param lumaAc step of the others
 * @param meanDc of the block of luma means ("Y2")
 */
record Quantizer(int lumaDc, int lumaAc, int meanDc, int meanAc, int chromaDc, int chromaAc) {

  /** Indices of steps: that of the frame, and what is added for each kind of coefficient. */
  record Indices(int frame, int lumaDc, int meanDc, int meanAc, int chromaDc, int chromaAc) {
    static Indices read(BoolDecoder in) throws EOFException {
      return new Indices(
          in.number(7),
          in.optionalSigned(4),
          in.optionalSigned(4),
          in.optionalSigned(4),
          in.optionalSigned(4),
          in.optionalSigned(4));
    }

    Quantizer at(int index) {
      return new Quantizer(
          step(Tables.DC_STEPS, index + lumaDc, 127),
          step(Tables.AC_STEPS, index, 127),
          2 * step(Tables.DC_STEPS, index + meanDc, 127),
          Math.max(8, step(Tables.AC_STEPS, index + meanAc, 127) * 155 / 100),
          step(Tables.DC_STEPS, index + chromaDc, 117),
          step(Tables.AC_STEPS, index + chromaAc, 127));
    }

    private static int step(int[] steps, int index, int most) {
      return steps[Math.max(0, Math.min(most, index))];
    }
  }
}
