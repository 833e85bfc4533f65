package dev.sprout.pictures.webp;

import java.io.EOFException;

/** Decodes booleans from arithmetic code (RFC 6386, section 7). */
final class BoolDecoder {
  private final byte[] data;
  private final int end;
  private int at;
  private int value; // 8 + spare bits of the code
  private int spare = -8;
  private int range = 255;

  BoolDecoder(byte[] data, int start, int end) {
    this.data = data;
    this.at = start;
    this.end = end;
  }

  /**
   * One boolean.
   *
   * @param probability that it is false, of 256
   * @throws EOFException when the code ends before
   */
  boolean bit(int probability) throws EOFException {
    if (spare < 0) {
      load();
    }
    int split = 1 + (((range - 1) * probability) >> 8);
    boolean one = value >= split << spare;
    if (one) {
      value -= split << spare;
      range -= split;
    } else {
      range = split;
    }
    int shift = Integer.numberOfLeadingZeros(range) - 24; // range is 128..255 again
    range <<= shift;
    spare -= shift;
    return one;
  }

  private void load() throws EOFException {
    if (at == end) {
      throw new EOFException("the code of the picture ends too early");
    }
    value = (value << 8) | (data[at++] & 0xff);
    spare += 8;
  }

  /** A boolean whose values are equally likely. */
  boolean flag() throws EOFException {
    return bit(128);
  }

  /** An unsigned number of some bits. */
  int number(int bits) throws EOFException {
    int number = 0;
    for (int i = 0; i < bits; i++) {
      number = (number << 1) | (flag() ? 1 : 0);
    }
    return number;
  }

  /** A magnitude of some bits and its sign, behind a flag that says whether they are there. */
  int optionalSigned(int bits) throws EOFException {
    return flag() ? signed(bits) : 0;
  }

  private int signed(int bits) throws EOFException {
    int magnitude = number(bits);
    return flag() ? -magnitude : magnitude;
  }
}
