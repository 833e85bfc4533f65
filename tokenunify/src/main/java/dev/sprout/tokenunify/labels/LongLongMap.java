package dev.sprout.tokenunify.labels;

import dev.sprout.tokenunify.arrays.LongArray;
import dev.sprout.tokenunify.arrays.Storage;

/**
 * Whole numbers from 0 by 64-bit keys: open addressing with linear probing over two arrays, 16
 * bytes a slot, at most half of them taken. Not thread-safe.
 */
public final class LongLongMap {
  /** What {@link #get} gives for a key that isn't there. */
  public static final long ABSENT = -1;

  private static final int LEAST = 32;
  private static final int LARGEST = 1 << 30;

  private final Storage storage;
  private LongArray keys;
  private LongArray stored; // value + 1, or 0 in a free slot
  private int size;

  /** Takes each key with its value. */
  public interface Visitor {
    /** Called once a key. */
    void visit(long key, long value);
  }

  /** An empty map in Java's memory. */
  public LongLongMap() {
    this(Storage.MEMORY);
  }

  /** An empty map. */
  public LongLongMap(Storage storage) {
    this.storage = storage;
    allocate(LEAST);
  }

  private void allocate(int slots) {
    keys = new LongArray(storage, slots);
    stored = new LongArray(storage, slots);
  }

  private int slots() {
    return (int) keys.size();
  }

  /** Number of keys. */
  public int size() {
    return size;
  }

  /** The key's value, or {@link #ABSENT}. */
  public long get(long key) {
    return stored.get(slot(key)) - 1;
  }

  /** Sets the key's value, from 0. */
  public void put(long key, long value) {
    int slot = slot(key);
    boolean isNew = stored.get(slot) == 0;
    keys.set(slot, key);
    stored.set(slot, value + 1);
    if (isNew) {
      grow();
    }
  }

  /** Adds to the key's value, which is 0 at first. */
  public void add(long key, long amount) {
    int slot = slot(key);
    if (stored.get(slot) == 0) {
      put(key, amount);
    } else {
      stored.set(slot, stored.get(slot) + amount);
    }
  }

  /** Visits every key in an order that is of no meaning. */
  public void forEach(Visitor visitor) {
    for (int slot = 0; slot < slots(); slot++) {
      if (stored.get(slot) != 0) {
        visitor.visit(keys.get(slot), stored.get(slot) - 1);
      }
    }
  }

  /** Where the key is, or where it would be put. */
  private int slot(long key) {
    int mask = slots() - 1;
    int slot = home(key);
    while (stored.get(slot) != 0 && keys.get(slot) != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** The upper bits of a product with an odd number (Fibonacci hashing). */
  private int home(long key) {
    long mixed = (key ^ (key >>> 32)) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> (Long.numberOfLeadingZeros(slots()) + 1));
  }

  private void grow() {
    if (++size <= slots() / 2) {
      return;
    } else if (slots() == LARGEST) {
      throw new IllegalStateException("more than " + LARGEST / 2 + " keys in one map");
    }
    LongArray oldKeys = keys;
    LongArray oldStored = stored;
    allocate(2 * slots());
    for (int i = 0; i < oldKeys.size(); i++) {
      if (oldStored.get(i) != 0) {
        int slot = slot(oldKeys.get(i));
        keys.set(slot, oldKeys.get(i));
        stored.set(slot, oldStored.get(i));
      }
    }
  }
}
