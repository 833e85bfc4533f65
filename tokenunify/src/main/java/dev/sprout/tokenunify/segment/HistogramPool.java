package dev.sprout.tokenunify.segment;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.arrays.LongArray;
import dev.sprout.tokenunify.arrays.Storage;

/**
 * Histograms of few and of many occupied bins in one array: each has room for 1, 2, 4, … bins, and
 * one that is given up leaves its room to the next of that size. A bin is bin << 32 | count. Not
 * thread-safe.
 */
final class HistogramPool {
  /** Where no histogram is. */
  static final int NOWHERE = 0;

  private static final int SIZES = 9; // 256 bins at most

  private final LongArray words; // size << 32 | bins, and the bins; or size << 32 | next free one
  private final int[] free = new int[SIZES]; // first free one by size, the logarithm of its room

  HistogramPool(Storage storage) {
    words = new LongArray(storage, 1);
  }

  /** Reads a histogram; returns the number of its bins. */
  int load(int place, long[] bins) {
    int count = (int) words.get(place);
    for (int i = 0; i < count; i++) {
      bins[i] = words.get(place + 1L + i);
    }
    return count;
  }

  /**
   * Writes a histogram over an older one, if there is one and its room is enough.
   *
   * @param place of the older one, or {@link #NOWHERE}
   * @return where it is
   */
  int store(int place, long[] bins, int count) {
    int at = place;
    if (at == NOWHERE || count > 1 << size(at)) {
      free(at);
      at = allocate(Integer.SIZE - Integer.numberOfLeadingZeros(count - 1));
    }
    words.set(at, (long) size(at) << 32 | count);
    for (int i = 0; i < count; i++) {
      words.set(at + 1L + i, bins[i]);
    }
    return at;
  }

  /** Gives a histogram up. */
  void free(int place) {
    if (place != NOWHERE) {
      int size = size(place);
      words.set(place, (long) size << 32 | free[size]);
      free[size] = place;
    }
  }

  private int size(int place) {
    return (int) (words.get(place) >>> 32);
  }

  private int allocate(int size) {
    int place = free[size];
    if (place != NOWHERE) {
      free[size] = (int) words.get(place);
      return place;
    }
    long end = words.size() + 1 + (1L << size);
    if (end > Integer.MAX_VALUE) {
      throw UserError.badRequest(
          "the histograms of the fragments' contacts need more than %d numbers; segment parts of"
              + " the volume, with --region, or choose another method",
          Integer.MAX_VALUE);
    }
    place = (int) words.size();
    words.add((long) size << 32);
    for (int i = 0; i < 1 << size; i++) {
      words.add(0);
    }
    return place;
  }
}
