package dev.sprout.pictures.webp;

import java.io.IOException;
import java.util.Arrays;

/** Reads the lengths of prefix codes (WebP lossless, section 6.2.1). */
final class PrefixCodeReader {
  private static final int[] ORDER = {
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
  };
  private static final int REPEAT = 16; // the last length that was not 0
  private static final int ZEROS = 17;

  private final LosslessBits in;

  PrefixCodeReader(LosslessBits in) {
    this.in = in;
  }

  /** Reads a code's lengths by symbol into an array as long as the alphabet. */
  void read(int[] lengths) throws IOException {
    Arrays.fill(lengths, 0);
    if (in.flag()) {
      simple(lengths);
    } else {
      coded(lengths);
    }
  }

  /** One or two symbols. */
  private void simple(int[] lengths) throws IOException {
    boolean two = in.flag();
    mark(lengths, in.number(in.flag() ? 8 : 1));
    if (two) {
      mark(lengths, in.number(8));
    }
  }

  private static void mark(int[] lengths, int symbol) throws IOException {
    if (symbol >= lengths.length) {
      throw new IOException("a prefix code has symbols outside of its alphabet");
    }
    lengths[symbol] = 1;
  }

  private void coded(int[] lengths) throws IOException {
    int[] lengthsOfLengths = new int[ORDER.length];
    int count = 4 + in.number(4);
    for (int i = 0; i < count; i++) {
      lengthsOfLengths[ORDER[i]] = in.number(3);
    }
    PrefixCode code = PrefixCode.of(lengthsOfLengths);
    int left = lengths.length; // codes that are stored
    if (in.flag()) {
      left = 2 + in.number(2 + 2 * in.number(3));
      if (left > lengths.length) {
        throw new IOException("a prefix code has more lengths than symbols");
      }
    }
    int last = 8;
    for (int symbol = 0; symbol < lengths.length && left > 0; left--) {
      int length = code.next(in);
      int times = length < REPEAT ? 1 : repeats(length);
      if (times > lengths.length - symbol) {
        throw new IOException("a prefix code has more lengths than symbols");
      }
      if (length <= REPEAT) {
        last = length == REPEAT || length == 0 ? last : length;
        int repeated = length == 0 ? 0 : last;
        Arrays.fill(lengths, symbol, symbol + times, repeated);
      }
      symbol += times;
    }
  }

  private int repeats(int length) throws IOException {
    return length == REPEAT
        ? 3 + in.number(2)
        : length == ZEROS ? 3 + in.number(3) : 11 + in.number(7);
  }
}
