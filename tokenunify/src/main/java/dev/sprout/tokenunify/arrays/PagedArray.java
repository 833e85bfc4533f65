package dev.sprout.tokenunify.arrays;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** An array that grows page by page; its elements are 0 at first. Not thread-safe. */
public abstract sealed class PagedArray permits ByteArray, FloatArray, IntArray, LongArray {
  private final Storage storage;
  private long size;
  private int present; // pages
  final int shift; // from an index to its page
  final int mask; // from an index to its place there
  ByteBuffer[] pages = {};

  /**
   * An array.
   *
   * @param elementBits logarithm to base 2 of an element's bytes
   */
  PagedArray(Storage storage, int elementBits, long size) {
    this.storage = storage;
    this.shift = storage.pageBits() - elementBits;
    this.mask = (1 << shift) - 1;
    extend(size);
  }

  /** Where the array lies. */
  public final Storage storage() {
    return storage;
  }

  /** Number of elements. */
  public final long size() {
    return size;
  }

  /** Makes the array longer, by elements of 0. */
  final void extend(long longer) {
    int needed = Math.toIntExact((longer + mask) >>> shift);
    if (needed > pages.length) {
      pages = Arrays.copyOf(pages, Math.max(needed, 2 * present));
    }
    while (present < needed) {
      pages[present++] = storage.page();
    }
    size = longer;
  }
}
