package dev.sprout.evaluation;

import dev.sprout.core.Require;
import java.util.List;

/**
 * What is measured, and how. Immutable.
 *
 * @param metrics scores to compute; empty for the usual ones that features and sets allow
 * @param seed seed of subsets, orders, directions and resamples
 * @param bootstrap resamples of the bootstrap, or 0 for no intervals
 * @param kernelSubset pictures of a subset of the kernel distance, or 0 for 1000, or all of the
 *     smaller set if it has fewer
 * @param kernelSubsets number of subsets of the kernel distance
 */
public record GenerationOptions(
    List<Metric> metrics, long seed, int bootstrap, int kernelSubset, int kernelSubsets) {
  private static final int MOST_RESAMPLES = 100_000;

  /** Copies the list and checks the ranges. */
  public GenerationOptions {
    metrics = metrics.stream().distinct().toList();
    if (bootstrap != 0) {
      Require.between("bootstrap", bootstrap, 2, MOST_RESAMPLES);
    }
    if (kernelSubset != 0) {
      Require.atLeast("kdSubset", kernelSubset, 2);
    }
    Require.positive("kdSubsets", kernelSubsets);
  }
}
