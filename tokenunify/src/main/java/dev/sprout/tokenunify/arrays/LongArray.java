package dev.sprout.tokenunify.arrays;

import java.util.Arrays;

/** Numbers of 64 bits. Not thread-safe. */
public final class LongArray extends PagedArray {
  private static final int BITS = 3;
  private static final int AT_ONCE = 1 << 16; // elements that are sorted in Java's memory

  /** An empty array. */
  public LongArray(Storage storage) {
    this(storage, 0);
  }

  /** An array of zeros. */
  public LongArray(Storage storage, long size) {
    super(storage, BITS, size);
  }

  /** The element at an index below {@link #size}. */
  public long get(long index) {
    return pages[(int) (index >>> shift)].getLong(((int) index & mask) << BITS);
  }

  /** Sets the element at an index below {@link #size}. */
  public void set(long index, long value) {
    pages[(int) (index >>> shift)].putLong(((int) index & mask) << BITS, value);
  }

  /** Appends an element. */
  public void add(long value) {
    extend(size() + 1);
    set(size() - 1, value);
  }

  /** Sorts the elements, the lowest first. */
  public void sort() {
    sort(0, size());
  }

  private void sort(long begin, long end) {
    long from = begin;
    long to = end;
    while (to - from > AT_ONCE) {
      long middle = partition(from, to);
      if (middle - from < to - middle) {
        sort(from, middle);
        from = middle;
      } else {
        sort(middle, to);
        to = middle;
      }
    }
    sortAtOnce(from, (int) (to - from));
  }

  private void sortAtOnce(long from, int count) {
    long[] part = new long[count];
    for (int i = 0; i < count; i++) {
      part[i] = get(from + i);
    }
    Arrays.sort(part);
    for (int i = 0; i < count; i++) {
      set(from + i, part[i]);
    }
  }

  /** Puts what is at most some element before what is at least it (Hoare 1961). */
  private long partition(long from, long to) {
    long pivot = get((from + to - 1) >>> 1);
    long low = from;
    long high = to - 1;
    while (true) {
      while (get(low) < pivot) {
        low++;
      }
      while (get(high) > pivot) {
        high--;
      }
      if (low >= high) {
        return high + 1;
      }
      long swapped = get(low);
      set(low++, get(high));
      set(high--, swapped);
    }
  }

  /** The index of an element of a sorted array, or −1. */
  public long find(long element) {
    long low = 0;
    long high = size() - 1;
    while (low <= high) {
      long middle = (low + high) >>> 1;
      long value = get(middle);
      if (value == element) {
        return middle;
      } else if (value < element) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}
