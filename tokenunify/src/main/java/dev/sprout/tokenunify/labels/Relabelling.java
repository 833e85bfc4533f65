package dev.sprout.tokenunify.labels;

import dev.sprout.core.Require;
import java.util.Arrays;

/** Sizes of segments over all blocks, and new ids that depend on them. Not thread-safe. */
public final class Relabelling {
  private final LabelIndex labels = new LabelIndex();
  private final LongLongMap voxels = new LongLongMap();

  /** Counts the voxels of one block. */
  public void add(long[] segmentation) {
    int start = 0;
    for (int i = 1; i <= segmentation.length; i++) { // runs of one label are counted at once
      if (i == segmentation.length || segmentation[i] != segmentation[start]) {
        voxels.add(labels.of(segmentation[start]), i - start);
        start = i;
      }
    }
  }

  /** Makes segments of fewer voxels background, 0. */
  public LabelMap withoutSmall(long leastVoxels) {
    Require.atLeast("leastVoxels", leastVoxels, 0);
    LabelMap map = new LabelMap();
    for (long label : labels.labels()) {
      if (voxels.get(labels.of(label)) < leastVoxels) {
        map.put(label, 0);
      }
    }
    return map;
  }

  /** Numbers the segments from 1, in the (unsigned) order of their ids; 0 stays. */
  public LabelMap consecutive() {
    LabelMap map = new LabelMap();
    long next = 1;
    for (long label : Unsigned.sorted(labels.labels())) {
      if (label != 0) {
        map.put(label, next++);
      }
    }
    return map;
  }

  /** Number of segments, background not among them. */
  public int segments() {
    long[] all = labels.labels();
    return (int) Arrays.stream(all).filter(label -> label != 0).count();
  }
}
