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

  /** By edge: occupied bins and their counts in turn, bins rising. */
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
      if (edges == histograms.length) {
        histograms = Arrays.copyOf(histograms, 2 * edges);
      }
      histograms[edges++] = new int[] {bin, 1};
    } else if (initialMaximum) {
      histograms[edge][0] = Math.max(histograms[edge][0], bin);
    } else {
      addTo(edge, bin);
    }
  }

  private void addTo(int edge, int bin) {
    int[] histogram = histograms[edge];
    int i = 0;
    while (i < histogram.length && histogram[i] < bin) {
      i += 2;
    }
    if (i < histogram.length && histogram[i] == bin) {
      histogram[i + 1]++;
    } else {
      histograms[edge] = sum(histogram, new int[] {bin, 1});
    }
  }

  @Override
  public void reorder(int[] order) {
    int[][] old = histograms;
    histograms = new int[order.length][];
    for (int i = 0; i < order.length; i++) {
      histograms[i] = old[order[i]];
    }
  }

  @Override
  public float score(int edge) {
    int[] histogram = histograms[edge];
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
    histograms[into] = sum(histograms[from], histograms[into]);
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
