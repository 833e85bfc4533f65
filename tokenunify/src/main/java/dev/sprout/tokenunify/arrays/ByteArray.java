package dev.sprout.tokenunify.arrays;

/** Numbers of 8 bits. Not thread-safe. */
public final class ByteArray extends PagedArray {
  private static final int BITS = 0;

  /** An empty array. */
  public ByteArray(Storage storage) {
    this(storage, 0);
  }

  /** An array of zeros. */
  public ByteArray(Storage storage, long size) {
    super(storage, BITS, size);
  }

  /** The element at an index below {@link #size}. */
  public byte get(long index) {
    return pages[(int) (index >>> shift)].get((int) index & mask);
  }

  /** Sets the element at an index below {@link #size}. */
  public void set(long index, byte value) {
    pages[(int) (index >>> shift)].put((int) index & mask, value);
  }

  /** Appends an element. */
  public void add(byte value) {
    extend(size() + 1);
    set(size() - 1, value);
  }
}
