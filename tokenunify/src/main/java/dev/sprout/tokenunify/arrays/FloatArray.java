package dev.sprout.tokenunify.arrays;

/** Numbers of 32 bits with a fraction. Not thread-safe. */
public final class FloatArray extends PagedArray {
  private static final int BITS = 2;

  /** An empty array. */
  public FloatArray(Storage storage) {
    this(storage, 0);
  }

  /** An array of zeros. */
  public FloatArray(Storage storage, long size) {
    super(storage, BITS, size);
  }

  /** The element at an index below {@link #size}. */
  public float get(long index) {
    return pages[(int) (index >>> shift)].getFloat(((int) index & mask) << BITS);
  }

  /** Sets the element at an index below {@link #size}. */
  public void set(long index, float value) {
    pages[(int) (index >>> shift)].putFloat(((int) index & mask) << BITS, value);
  }

  /** Appends an element. */
  public void add(float value) {
    extend(size() + 1);
    set(size() - 1, value);
  }
}
