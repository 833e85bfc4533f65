package dev.sprout.evaluation.metrics;

import dev.sprout.core.UserError;
import java.util.Arrays;

/**
 * Statistics of features that arrive in batches, in memory that doesn't grow with their number. The
 * batches' sizes don't change a bit of the result: vectors are added up in blocks of their own. Not
 * thread-safe.
 */
public final class StatisticsAccumulator {
  private static final int BLOCK = 1024; // 16 MiB for 2048 dimensions

  private final int dimension;
  private final Moments complete; // of all full blocks
  private final double[] pending; // [BLOCK, D]
  private int pendingRows;

  /** Creates one that has seen no picture yet. */
  public StatisticsAccumulator(int dimension) {
    this.dimension = dimension;
    this.complete = Moments.none(dimension);
    this.pending = new double[BLOCK * dimension];
  }

  /**
   * Adds the next vectors.
   *
   * @throws UserError when they have other dimensions
   */
  public void add(FeatureMatrix batch) {
    if (batch.columns() != dimension) {
      throw UserError.failure(
          "features of %d dimensions can't be added to those of %d", batch.columns(), dimension);
    }
    for (int row = 0; row < batch.rows(); row++) {
      for (int d = 0; d < dimension; d++) {
        pending[pendingRows * dimension + d] = batch.get(row, d);
      }
      pendingRows++;
      if (pendingRows == BLOCK) {
        complete.add(Moments.of(new Matrix(pending, BLOCK, dimension)));
        pendingRows = 0;
      }
    }
  }

  /**
   * Statistics of all vectors so far.
   *
   * @throws UserError for fewer than two
   */
  public Statistics statistics() {
    return moments().statistics();
  }

  /** Moments of all vectors so far. */
  public Moments moments() {
    Moments all = complete.copy();
    if (pendingRows > 0) {
      double[] rows = Arrays.copyOf(pending, pendingRows * dimension);
      all.add(Moments.of(new Matrix(rows, pendingRows, dimension)));
    }
    return all;
  }
}
