package dev.sprout.tokenunify.labels;

/**
 * Whole numbers from 0 by 64-bit keys: open addressing with linear probing over two arrays, 16
 * bytes a slot, at most half of them taken. Not thread-safe.
 */
public final class LongLongMap {
  /** What {@link #get} gives for a key that isn't there. */
  public static final long ABSENT = -1;

  private static final int LARGEST = 1 << 30;

  private long[] keys;
  private long[] stored; // value + 1, or 0 in a free slot
  private int size;

  /** Takes each key with its value. */
  public interface Visitor {
    /** Called once a key. */
    void visit(long key, long value);
  }

  /** An empty map. */
  public LongLongMap() {
    this(0);
  }

  /** An empty map with room for so many keys. */
  public LongLongMap(int keys) {
    allocate((int) Math.min(LARGEST, Long.highestOneBit(Math.max(8L, keys)) * 4));
  }

  private void allocate(int slots) {
    keys = new long[slots];
    stored = new long[slots];
  }

  /** Number of keys. */
  public int size() {
    return size;
  }

  /** The key's value, or {@link #ABSENT}. */
  public long get(long key) {
    return stored[slot(key)] - 1;
  }

  /** Sets the key's value, from 0. */
  public void put(long key, long value) {
    int slot = slot(key);
    boolean isNew = stored[slot] == 0;
    keys[slot] = key;
    stored[slot] = value + 1;
    if (isNew) {
      grow();
    }
  }

  /** Adds to the key's value, which is 0 at first. */
  public void add(long key, long amount) {
    int slot = slot(key);
    if (stored[slot] == 0) {
      put(key, amount);
    } else {
      stored[slot] += amount;
    }
  }

  /** Removes the key if it is there; those that were pushed on by it move back. */
  public void remove(long key) {
    int gap = slot(key);
    if (stored[gap] == 0) {
      return;
    }
    int mask = keys.length - 1;
    for (int slot = (gap + 1) & mask; stored[slot] != 0; slot = (slot + 1) & mask) {
      int home = home(keys[slot]);
      if (((slot - home) & mask) >= ((slot - gap) & mask)) {
        keys[gap] = keys[slot];
        stored[gap] = stored[slot];
        gap = slot;
      }
    }
    stored[gap] = 0;
    size--;
  }

  /** Visits every key in an order that is of no meaning. */
  public void forEach(Visitor visitor) {
    for (int slot = 0; slot < keys.length; slot++) {
      if (stored[slot] != 0) {
        visitor.visit(keys[slot], stored[slot] - 1);
      }
    }
  }

  /** Where the key is, or where it would be put. */
  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = home(key);
    while (stored[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** The upper bits of a product with an odd number (Fibonacci hashing). */
  private int home(long key) {
    long mixed = (key ^ (key >>> 32)) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> (Long.numberOfLeadingZeros(keys.length) + 1));
  }

  private void grow() {
    if (++size <= keys.length / 2) {
      return;
    } else if (keys.length == LARGEST) {
      throw new IllegalStateException("more than " + LARGEST / 2 + " keys in one map");
    }
    long[] oldKeys = keys;
    long[] oldStored = stored;
    allocate(2 * oldKeys.length);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldStored[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        stored[slot] = oldStored[i];
      }
    }
  }
}
