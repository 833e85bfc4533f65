package dev.sprout.tokenunify.segment;

import dev.sprout.core.Require;
import java.util.Arrays;

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

  private byte[] first = new byte[16]; // by edge: the bin of its first affinity, or of the highest

  /** By edge: occupied bins and their counts in turn, bins rising; null for the first bin alone. */
  private int[][] histograms = new int[16][];

  private int edges;

  QuantileScores(int percent, boolean initialMaximum) {
    this.percent = (int) Require.between("quantile", percent, 0, 100);
    this.initialMaximum = initialMaximum;
  }

  static int bin(float unit) {
    return Math.min((int) (unit * BINS), BINS - 1);
  }

  @Override
  public void add(int edge, float affinity) {
    int bin = bin(affinity);
    if (edge == edges) {
      if (edges == first.length) {
        first = Arrays.copyOf(first, 2 * edges);
        histograms = Arrays.copyOf(histograms, 2 * edges);
      }
      first[edges++] = (byte) bin;
    } else if (initialMaximum) {
      first[edge] = (byte) Math.max(first[edge] & 0xff, bin);
    } else {
      addTo(edge, bin);
    }
  }

  private int[] histogram(int edge) {
    int[] histogram = histograms[edge];
    return histogram == null ? new int[] {first[edge] & 0xff, 1} : histogram;
  }

  private void addTo(int edge, int bin) {
    int[] histogram = histogram(edge);
    int i = 0;
    while (i < histogram.length && histogram[i] < bin) {
      i += 2;
    }
    if (i < histogram.length && histogram[i] == bin) {
      histogram[i + 1]++;
      histograms[edge] = histogram;
    } else {
      histograms[edge] = sum(histogram, new int[] {bin, 1});
    }
  }

  @Override
  public void reorder(int[] order) {
    byte[] oldFirst = first;
    int[][] old = histograms;
    first = new byte[order.length];
    histograms = new int[order.length][];
    for (int i = 0; i < order.length; i++) {
      first[i] = oldFirst[order[i]];
      histograms[i] = old[order[i]];
    }
  }

  @Override
  public float score(int edge) {
    int[] histogram = histogram(edge);
    long total = 0;
    for (int i = 1; i < histogram.length; i += 2) {
      total += histogram[i];
    }
    long pivot = percent * total / 100 + 1;
    long running = 0;
    int bin = BINS - 1;
    for (int i = 0; i < histogram.length && running < pivot; i += 2) {
      bin = histogram[i];
      running += histogram[i + 1];
    }
    return 1 - (bin + 0.5f) / BINS;
  }

  @Override
  public void merge(int from, int into) {
    histograms[into] = sum(histogram(from), histogram(into));
    histograms[from] = null;
  }

  private static int[] sum(int[] a, int[] b) {
    int[] sum = new int[a.length + b.length];
    int i = 0;
    int j = 0;
    int n = 0;
    while (i < a.length || j < b.length) {
      int bin = Math.min(i < a.length ? a[i] : BINS, j < b.length ? b[j] : BINS);
      int count = 0;
      if (i < a.length && a[i] == bin) {
        count += a[i + 1];
        i += 2;
      }
      if (j < b.length && b[j] == bin) {
        count += b[j + 1];
        j += 2;
      }
      sum[n++] = bin;
      sum[n++] = count;
    }
    return n == sum.length ? sum : Arrays.copyOf(sum, n);
  }
}
