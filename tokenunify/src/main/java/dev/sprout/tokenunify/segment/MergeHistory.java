package dev.sprout.tokenunify.segment;

import dev.sprout.core.Require;
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
    long[] regions, int[] kept, int[] absorbed, float[] scores, int[] counts) {

  /** The segment of every fragment at the i-th threshold. */
  public LabelMap segments(int threshold) {
    Require.between("threshold", threshold, 0, counts.length - 1);
    UnionFind sets = new UnionFind(regions.length);
    for (int merge = 0; merge < counts[threshold]; merge++) {
      sets.union(kept[merge], absorbed[merge]);
    }
    LabelMap segments = new LabelMap();
    for (int region = 0; region < regions.length; region++) {
      segments.put(regions[region], regions[sets.find(region)]);
    }
    return segments;
  }

  /** Collects merges as they happen. */
  static final class Recorder {
    private final long[] regions;
    private final int[] kept;
    private final int[] absorbed;
    private final float[] scores;
    private int merges;
    private int[] counts = {};

    Recorder(long[] regions) {
      this.regions = regions;
      int most = Math.max(0, regions.length - 1);
      kept = new int[most];
      absorbed = new int[most];
      scores = new float[most];
    }

    void merge(int keptRegion, int absorbedRegion, float score) {
      kept[merges] = keptRegion;
      absorbed[merges] = absorbedRegion;
      scores[merges++] = score;
    }

    /** Ends the merges of one threshold. */
    void mark() {
      counts = Arrays.copyOf(counts, counts.length + 1);
      counts[counts.length - 1] = merges;
    }

    MergeHistory history() {
      return new MergeHistory(
          regions,
          Arrays.copyOf(kept, merges),
          Arrays.copyOf(absorbed, merges),
          Arrays.copyOf(scores, merges),
          counts);
    }
  }
}
