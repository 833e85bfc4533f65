package dev.sprout.tokenunify.segment;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.arrays.Storage;

/**
 * In which order fragments join.
 *
 * @param statistic of an edge's affinities; its score is one minus this
 * @param percent of the quantile, 0 to 100; null for the mean
 * @param exactOrder whether edges are taken in the exact order of their scores; if not, from 256
 *     bins, first in first out inside each
 */
public record MergeRule(Statistic statistic, Integer percent, boolean exactOrder) {
  /** What is known of an edge. */
  public enum Statistic {
    /** Mean affinity. */
    MEAN,
    /** A quantile of all affinities, from a histogram of 256 bins. */
    QUANTILE,
    /** A quantile over the highest affinities of the edges that became this one. */
    QUANTILE_OF_MAXIMA
  }

  /** TokenUnify's choice: {@code OneMinus<HistogramQuantileAffinity<…, 50, …, 256>>} of waterz. */
  public static final MergeRule MEDIAN_OF_MAXIMA =
      new MergeRule(Statistic.QUANTILE_OF_MAXIMA, 50, false);

  /** Mean affinity in exact order. */
  public static final MergeRule MEAN_AFFINITY = new MergeRule(Statistic.MEAN, null, true);

  /** Checks that a quantile has a percentage and the mean none. */
  public MergeRule {
    Require.present("statistic", statistic);
    if (statistic != Statistic.MEAN) {
      Require.between("percent", Require.present("percent", percent), 0, 100);
    } else if (percent != null) {
      throw UserError.unusable("percent", "is for quantiles only, and the statistic is the mean");
    }
  }

  MergeScores scores(Storage storage) {
    return statistic == Statistic.MEAN
        ? new MeanScores(storage)
        : new QuantileScores(percent, statistic == Statistic.QUANTILE_OF_MAXIMA, storage);
  }

  EdgeQueue queue(int edges, Storage storage) {
    return exactOrder ? new HeapQueue(edges, storage) : new BinQueue(edges, storage);
  }
}
