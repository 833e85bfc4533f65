package dev.sprout.tokenunify.labels;

import java.util.Arrays;

/** Numbers 64-bit labels 0, 1, 2, … in the order in which they are first seen. Not thread-safe. */
public final class LabelIndex {
  private final LongLongMap indices = new LongLongMap();
  private long[] labels = new long[16];
  private long lastLabel;
  private int lastIndex = -1;

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
      if (index == labels.length) {
        labels = Arrays.copyOf(labels, 2 * index);
      }
      labels[index] = label;
    }
    return index;
  }

  /** The label with that number. */
  public long label(int index) {
    return labels[index];
  }

  /** All labels in the order of their numbers. */
  public long[] labels() {
    return Arrays.copyOf(labels, size());
  }
}
