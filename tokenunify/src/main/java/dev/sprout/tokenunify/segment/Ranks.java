package dev.sprout.tokenunify.segment;

/** Numbers in order: a radix sort of float32 values, 11 bits a pass. */
final class Ranks {
  private static final int BITS = 11;
  private static final int DIGITS = 1 << BITS;

  private Ranks() {}

  /**
   * Each value's place among the different values, from 0; equal values have equal ranks.
   *
   * @param values finite
   */
  static int[] of(float[] values) {
    int count = values.length;
    int[] keys = new int[count];
    for (int i = 0; i < count; i++) {
      int bits = Float.floatToRawIntBits(values[i] + 0f); // + 0: no negative zero
      keys[i] = bits ^ (bits >> 31 | Integer.MIN_VALUE); // unsigned order of the bits
    }
    int[] order = sorted(keys);
    int[] ranks = new int[count];
    int rank = 0;
    for (int i = 1; i < count; i++) {
      if (keys[order[i]] != keys[order[i - 1]]) {
        rank++;
      }
      ranks[order[i]] = rank;
    }
    return ranks;
  }

  /** Places of the keys from the smallest to the largest. */
  private static int[] sorted(int[] keys) {
    int[] order = new int[keys.length];
    int[] next = new int[keys.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int shift = 0; shift < Integer.SIZE; shift += BITS) {
      int[] start = new int[DIGITS + 1];
      for (int key : keys) {
        start[(key >>> shift & (DIGITS - 1)) + 1]++;
      }
      for (int digit = 0; digit < DIGITS; digit++) {
        start[digit + 1] += start[digit];
      }
      for (int i : order) {
        next[start[keys[i] >>> shift & (DIGITS - 1)]++] = i;
      }
      int[] swap = order;
      order = next;
      next = swap;
    }
    return order;
  }
}
