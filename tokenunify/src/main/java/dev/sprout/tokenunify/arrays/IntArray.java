package dev.sprout.tokenunify.arrays;

/** Numbers of 32 bits. Not thread-safe. */
public final class IntArray extends PagedArray {
  private static final int BITS = 2;

  /** An empty array. */
  public IntArray(Storage storage) {
    this(storage, 0);
  }

  /** An array of zeros. */
  public IntArray(Storage storage, long size) {
    super(storage, BITS, size);
  }

  /** The element at an index below {@link #size}. */
  public int get(long index) {
    return pages[(int) (index >>> shift)].getInt(((int) index & mask) << BITS);
  }

  /** Sets the element at an index below {@link #size}. */
  public void set(long index, int value) {
    pages[(int) (index >>> shift)].putInt(((int) index & mask) << BITS, value);
  }

  /** Appends an element. */
  public void add(int value) {
    extend(size() + 1);
    set(size() - 1, value);
  }
}
