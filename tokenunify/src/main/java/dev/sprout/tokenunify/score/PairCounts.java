package dev.sprout.tokenunify.score;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.labels.LabelIndex;
import dev.sprout.tokenunify.labels.LongLongMap;

/**
 * The contingency table of two segmentations: how many voxels have each pair of a true label and a
 * segment's label. It grows with the number of pairs, not of voxels, so volumes are fed block by
 * block and parts of a volume are counted apart and merged. Labels are any 64-bit patterns. Not
 * thread-safe.
 */
public final class PairCounts {
  /** The true label of voxels that belong to no object. */
  public static final long BACKGROUND = 0;

  private final LabelIndex truths = new LabelIndex();
  private final LabelIndex segments = new LabelIndex();
  private final LongLongMap pairs = new LongLongMap(); // by truth's index << 32 | segment's
  private long voxels;

  /** Takes one pair of labels and its voxels. */
  public interface Visitor {
    /** Called once a pair. */
    void visit(long truth, long segment, long voxels);
  }

  /** Counts some voxels that have this pair of labels. */
  public void add(long truth, long segment, long count) {
    pairs.add((long) truths.of(truth) << 32 | segments.of(segment), count);
    voxels += count;
  }

  /**
   * Counts the voxels of one block.
   *
   * @throws UserError when the arrays differ in length
   */
  public void add(long[] truth, long[] segmentation) {
    if (truth.length != segmentation.length) {
      throw UserError.badRequest(
          "the segmentation has %d voxels and the truth %d; both must be of one volume",
          segmentation.length, truth.length);
    }
    int start = 0;
    for (int i = 1; i <= truth.length; i++) { // runs of one pair are counted at once
      if (i == truth.length || truth[i] != truth[start] || segmentation[i] != segmentation[start]) {
        add(truth[start], segmentation[start], i - start);
        start = i;
      }
    }
  }

  /** Adds the counts of another part of the volume. */
  public void merge(PairCounts part) {
    part.forEach(this::add);
  }

  /** The counts of those voxels whose true label isn't {@link #BACKGROUND}. */
  public PairCounts foreground() {
    PairCounts counts = new PairCounts();
    forEach(
        (truth, segment, count) -> {
          if (truth != BACKGROUND) {
            counts.add(truth, segment, count);
          }
        });
    return counts;
  }

  /** Number of counted voxels. */
  public long voxels() {
    return voxels;
  }

  /** Number of different pairs. */
  public int pairs() {
    return pairs.size();
  }

  /** Visits every pair in an order that is of no meaning. */
  public void forEach(Visitor visitor) {
    pairs.forEach(
        (pair, count) ->
            visitor.visit(truths.label(truthIndex(pair)), segments.label((int) pair), count));
  }

  /** A function of a pair's voxels and of the voxels of its two labels. */
  interface Term {
    double of(long pair, long truth, long segment);
  }

  /** Sums a function over the pairs; equal counts give equal bits in whatever order they came. */
  double sum(Term term) {
    long[] truthVoxels = new long[truths.size()];
    long[] segmentVoxels = new long[segments.size()];
    pairs.forEach(
        (pair, count) -> {
          truthVoxels[truthIndex(pair)] += count;
          segmentVoxels[(int) pair] += count;
        });
    double[] terms = new double[pairs.size()];
    int[] next = {0};
    pairs.forEach(
        (pair, count) ->
            terms[next[0]++] =
                term.of(count, truthVoxels[truthIndex(pair)], segmentVoxels[(int) pair]));
    return OrderedSum.of(terms);
  }

  private static int truthIndex(long pair) {
    return (int) (pair >>> 32);
  }
}
