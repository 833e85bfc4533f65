package dev.sprout.pictures.webp;

import java.io.EOFException;
import java.io.IOException;

/** A canonical prefix code ("Huffman code") of up to 15 bits a symbol. */
final class PrefixCode {
  static final int MAX_LENGTH = 15;

  private static final int TABLE_BITS = 8;

  private final char[] table; // by the next bits: symbol · 16 + length, 0 for longer codes
  private final char[] symbols; // in the order of their codes
  private final int[] counts; // codes by length

  private PrefixCode(char[] table, char[] symbols, int[] counts) {
    this.table = table;
    this.symbols = symbols;
    this.counts = counts;
  }

  /**
   * The code whose lengths are given by symbol.
   *
   * @param lengths 0..15, where 0 stands for symbols that don't occur; a single symbol takes no
   *     bits
   * @throws IOException when they make no complete code
   */
  static PrefixCode of(int[] lengths) throws IOException {
    int[] counts = new int[MAX_LENGTH + 1];
    for (int length : lengths) {
      counts[length]++;
    }
    int used = lengths.length - counts[0];
    counts[0] = 0;
    char[] symbols = sorted(lengths, counts, used);
    if (used == 1) {
      return new PrefixCode(null, symbols, counts);
    }
    int space = 0; // of codes, in units of the longest
    for (int length = 1; length <= MAX_LENGTH; length++) {
      space += counts[length] << (MAX_LENGTH - length);
    }
    if (space != 1 << MAX_LENGTH) {
      throw new IOException("a prefix code is incomplete");
    }
    return new PrefixCode(table(symbols, counts), symbols, counts);
  }

  private static char[] sorted(int[] lengths, int[] counts, int used) {
    int[] next = new int[MAX_LENGTH + 1];
    for (int length = 1; length < MAX_LENGTH; length++) {
      next[length + 1] = next[length] + counts[length];
    }
    char[] symbols = new char[used];
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] > 0) {
        symbols[next[lengths[symbol]]++] = (char) symbol;
      }
    }
    return symbols;
  }

  private static char[] table(char[] symbols, int[] counts) {
    char[] table = new char[1 << TABLE_BITS];
    int code = 0;
    for (int length = 1, i = 0; length <= TABLE_BITS; length++, code <<= 1) {
      for (int n = 0; n < counts[length]; n++, i++, code++) {
        int first = Integer.reverse(code) >>> (32 - length);
        for (int bits = first; bits < table.length; bits += 1 << length) {
          table[bits] = (char) ((symbols[i] << 4) | length);
        }
      }
    }
    return table;
  }

  /** Memory that this takes, in characters, about. */
  int size() {
    return symbols.length + (table == null ? 0 : table.length);
  }

  int next(LosslessBits in) throws EOFException {
    if (table == null) {
      return symbols[0];
    }
    int entry = table[in.peek(TABLE_BITS)];
    if (entry == 0) {
      return longer(in);
    }
    in.skip(entry & 15);
    return entry >> 4;
  }

  /** Decodes bit by bit: codes of one length are consecutive numbers. */
  private int longer(LosslessBits in) throws EOFException {
    int offset = 0; // of the bits read beyond the first code of their length
    int before = 0; // shorter codes
    for (int length = 1; ; length++) {
      offset = 2 * offset + in.number(1);
      if (offset < counts[length]) {
        return symbols[before + offset];
      }
      offset -= counts[length];
      before += counts[length];
    }
  }
}
