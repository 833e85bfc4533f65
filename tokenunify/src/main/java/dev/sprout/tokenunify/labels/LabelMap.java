package dev.sprout.tokenunify.labels;

import java.util.Arrays;

/** New labels by old ones; a label without a new one stays as it is. Not thread-safe to fill. */
public final class LabelMap {
  private final LongLongMap places = new LongLongMap();
  private long[] targets = new long[16];

  /** Sets the new label of an old one that has none. */
  public void put(long label, long target) {
    int place = places.size();
    if (place == targets.length) {
      targets = Arrays.copyOf(targets, 2 * place);
    }
    targets[place] = target;
    places.put(label, place);
    if (places.size() == place) {
      throw new IllegalArgumentException("label " + label + " is mapped twice");
    }
  }

  /** The label's new one. */
  public long get(long label) {
    long place = places.get(label);
    return place == LongLongMap.ABSENT ? label : targets[(int) place];
  }

  /** Number of labels that have a new one. */
  public int size() {
    return places.size();
  }

  /** The new labels of a block. */
  public long[] apply(long[] labels) {
    long[] mapped = new long[labels.length];
    for (int i = 0; i < labels.length; i++) {
      mapped[i] = i > 0 && labels[i] == labels[i - 1] ? mapped[i - 1] : get(labels[i]);
    }
    return mapped;
  }
}
