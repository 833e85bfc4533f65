package dev.sprout.tokenunify.segment;

import dev.sprout.core.Require;
import dev.sprout.tokenunify.arrays.FloatArray;
import dev.sprout.tokenunify.arrays.IntArray;
import dev.sprout.tokenunify.arrays.LongArray;
import dev.sprout.tokenunify.labels.LabelMap;
import dev.sprout.tokenunify.labels.UnionFind;
import java.util.Arrays;

/**
 * Which regions joined, in order. A region is named by its smallest fragment.
 *
 * @param regions ids of all fragments, rising
 * @param kept by merge: the region, as an index of {@code regions}, that gives its name
 * @param absorbed by merge: the region whose name goes
 * @param scores by merge
 * @param counts by threshold: merges up to it
 */
public record MergeHistory(
    LongArray regions, IntArray kept, IntArray absorbed, FloatArray scores, int[] counts) {

  /** The segment of every fragment at the i-th threshold. */
  public LabelMap segments(int threshold) {
    Require.between("threshold", threshold, 0, counts.length - 1);
    int fragments = (int) regions.size();
    UnionFind sets = new UnionFind(fragments, regions.storage());
    for (int merge = 0; merge < counts[threshold]; merge++) {
      sets.union(kept.get(merge), absorbed.get(merge));
    }
    LabelMap segments = new LabelMap(regions.storage());
    for (int region = 0; region < fragments; region++) {
      segments.put(regions.get(region), regions.get(sets.find(region)));
    }
    return segments;
  }

  /** Collects merges as they happen. */
  static final class Recorder {
    private final LongArray regions;
    private final IntArray kept;
    private final IntArray absorbed;
    private final FloatArray scores;
    private int[] counts = {};

    Recorder(LongArray regions) {
      this.regions = regions;
      kept = new IntArray(regions.storage());
      absorbed = new IntArray(regions.storage());
      scores = new FloatArray(regions.storage());
    }

    void merge(int keptRegion, int absorbedRegion, float score) {
      kept.add(keptRegion);
      absorbed.add(absorbedRegion);
      scores.add(score);
    }

    /** Ends the merges of one threshold. */
    void mark() {
      counts = Arrays.copyOf(counts, counts.length + 1);
      counts[counts.length - 1] = (int) kept.size();
    }

    MergeHistory history() {
      return new MergeHistory(regions, kept, absorbed, scores, counts);
    }
  }
}
