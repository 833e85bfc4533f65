package dev.sprout.tokenunify.labels;

import dev.sprout.tokenunify.arrays.LongArray;
import dev.sprout.tokenunify.arrays.Storage;

/** New labels by old ones; a label without a new one stays as it is. Not thread-safe to fill. */
public final class LabelMap {
  private final LongLongMap places;
  private final LongArray targets;
  private int unchanged;

  /** A map in Java's memory, by which every label stays. */
  public LabelMap() {
    this(Storage.MEMORY);
  }

  /** A map by which every label stays. */
  public LabelMap(Storage storage) {
    places = new LongLongMap(storage);
    targets = new LongArray(storage);
  }

  /** Sets the new label of an old one that has none. */
  public void put(long label, long target) {
    int place = places.size();
    places.put(label, place);
    if (places.size() == place) {
      throw new IllegalArgumentException("label " + label + " is mapped twice");
    }
    targets.add(target);
    unchanged += label == target ? 1 : 0;
  }

  /** The label's new one. */
  public long get(long label) {
    long place = places.get(label);
    return place == LongLongMap.ABSENT ? label : targets.get(place);
  }

  /** Number of labels that have a new one. */
  public int size() {
    return places.size();
  }

  /** Number of those whose new one is the old one. */
  public int unchanged() {
    return unchanged;
  }

  /** The new labels of a block: the given array itself where no label has a new one. */
  public long[] apply(long[] labels) {
    if (size() == 0) {
      return labels;
    }
    long[] mapped = new long[labels.length];
    for (int i = 0; i < labels.length; i++) {
      mapped[i] = i > 0 && labels[i] == labels[i - 1] ? mapped[i - 1] : get(labels[i]);
    }
    return mapped;
  }
}
