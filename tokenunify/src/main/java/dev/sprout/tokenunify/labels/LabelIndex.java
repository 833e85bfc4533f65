package dev.sprout.tokenunify.labels;

import dev.sprout.tokenunify.arrays.LongArray;
import dev.sprout.tokenunify.arrays.Storage;

/** Numbers 64-bit labels 0, 1, 2, … in the order in which they are first seen. Not thread-safe. */
public final class LabelIndex {
  private final LongLongMap indices;
  private final LongArray labels;
  private long lastLabel;
  private int lastIndex = -1;

  /** Starts with no label, in Java's memory. */
  public LabelIndex() {
    this(Storage.MEMORY);
  }

  /** Starts with no label. */
  public LabelIndex(Storage storage) {
    indices = new LongLongMap(storage);
    labels = new LongArray(storage);
  }

  /** Number of labels. */
  public int size() {
    return indices.size();
  }

  /** The label's number, a new one where it wasn't seen before. Runs of one label are fast. */
  public int of(long label) {
    if (lastIndex < 0 || label != lastLabel) {
      lastIndex = find(label);
      lastLabel = label;
    }
    return lastIndex;
  }

  private int find(long label) {
    int index = (int) indices.get(label);
    if (index < 0) {
      index = size();
      indices.put(label, index);
      labels.add(label);
    }
    return index;
  }

  /** The label with that number. */
  public long label(int index) {
    return labels.get(index);
  }

  /** All labels in the order of their numbers. */
  public long[] labels() {
    long[] all = new long[size()];
    for (int index = 0; index < all.length; index++) {
      all[index] = label(index);
    }
    return all;
  }
}
