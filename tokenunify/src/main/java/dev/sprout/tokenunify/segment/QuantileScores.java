package dev.sprout.tokenunify.segment;

import dev.sprout.core.Require;
import dev.sprout.tokenunify.arrays.ByteArray;
import dev.sprout.tokenunify.arrays.IntArray;
import dev.sprout.tokenunify.arrays.Storage;

/**
 * One minus a quantile of an edge's affinities, from a histogram of 256 bins as waterz keeps it.
 * With an initial maximum only an edge's highest bin is kept at first, with count 1 however often
 * it occurs; merged edges add their histograms, so that the score becomes a quantile of maxima and
 * all edges have one weight, whatever their contact area.
 */
final class QuantileScores implements MergeScores {
  static final int BINS = 256;

  private final int percent;
  private final boolean initialMaximum;

  private ByteArray first; // by edge: the bin of its first affinity, or of the highest
  private IntArray places; // by edge: of its histogram, or nowhere for the first bin alone
  private final HistogramPool histograms;

  private final long[] one = new long[BINS];
  private final long[] other = new long[BINS];
  private final long[] sum = new long[BINS];

  QuantileScores(int percent, boolean initialMaximum, Storage storage) {
    this.percent = (int) Require.between("quantile", percent, 0, 100);
    this.initialMaximum = initialMaximum;
    first = new ByteArray(storage);
    places = new IntArray(storage);
    histograms = new HistogramPool(storage);
  }

  static int bin(float unit) {
    return Math.min((int) (unit * BINS), BINS - 1);
  }

  @Override
  public void add(int edge, float affinity) {
    int bin = bin(affinity);
    if (edge == first.size()) {
      first.add((byte) bin);
      places.add(HistogramPool.NOWHERE);
    } else if (initialMaximum) {
      first.set(edge, (byte) Math.max(first.get(edge) & 0xff, bin));
    } else {
      other[0] = single(bin);
      store(edge, sum(load(edge, one), 1));
    }
  }

  private static long single(int bin) {
    return (long) bin << 32 | 1;
  }

  private int load(int edge, long[] bins) {
    int place = places.get(edge);
    if (place != HistogramPool.NOWHERE) {
      return histograms.load(place, bins);
    }
    bins[0] = single(first.get(edge) & 0xff);
    return 1;
  }

  private void store(int edge, int bins) {
    places.set(edge, histograms.store(places.get(edge), sum, bins));
  }

  @Override
  public void reorder(IntArray order) {
    ByteArray oldFirst = first;
    IntArray oldPlaces = places;
    first = new ByteArray(order.storage(), order.size());
    places = new IntArray(order.storage(), order.size());
    for (long i = 0; i < order.size(); i++) {
      first.set(i, oldFirst.get(order.get(i)));
      places.set(i, oldPlaces.get(order.get(i)));
    }
  }

  @Override
  public float score(int edge) {
    int bins = load(edge, one);
    long total = 0;
    for (int i = 0; i < bins; i++) {
      total += (int) one[i];
    }
    long pivot = percent * total / 100 + 1;
    long running = 0;
    int bin = BINS - 1;
    for (int i = 0; i < bins && running < pivot; i++) {
      bin = (int) (one[i] >>> 32);
      running += (int) one[i];
    }
    return 1 - (bin + 0.5f) / BINS;
  }

  @Override
  public void merge(int from, int into) {
    int bins = sum(load(from, one), load(into, other));
    histograms.free(places.get(from));
    store(into, bins);
  }

  /** Adds two histograms of so many bins; returns the number of bins of the sum. */
  private int sum(int ones, int others) {
    int i = 0;
    int j = 0;
    int n = 0;
    while (i < ones || j < others) {
      long a = i < ones ? one[i] >>> 32 : BINS;
      long b = j < others ? other[j] >>> 32 : BINS;
      long bin = Math.min(a, b);
      int count = (a == bin ? (int) one[i++] : 0) + (b == bin ? (int) other[j++] : 0);
      sum[n++] = bin << 32 | count;
    }
    return n;
  }
}
