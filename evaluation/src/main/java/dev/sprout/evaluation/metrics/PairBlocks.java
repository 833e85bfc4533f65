package dev.sprout.evaluation.metrics;

import java.util.Arrays;

/**
 * Inner products and squared distances of all pairs of vectors of two sets, by products of blocks,
 * so that no more than one block of pairs is held.
 *
 * <p>All blocks are multiplied at one size, the last ones filled up with zeros, so that equal
 * vectors give equal numbers wherever they stand.
 */
final class PairBlocks {
  private static final int BLOCK = 512; // 2 MiB of pairs, 8 MiB of vectors with 2048 dimensions

  /**
   * Squared distances below this share of the squared norms have lost half of their digits in |x|²
   * + |y|² − 2xy.
   */
  private static final double CANCELLED = 1e-6;

  private PairBlocks() {}

  /** Receiver of pairs. */
  interface Visitor {
    /**
     * Takes the value of one pair. Pairs come block by block, within a block by rows; for one row,
     * the other set's vectors come in ascending order.
     */
    void visit(int row, int otherRow, double value);
  }

  /** Visits all inner products. */
  static void products(FeatureMatrix a, FeatureMatrix b, Visitor visitor) {
    for (int i = 0; i < a.rows(); i += BLOCK) {
      Matrix left = block(a, i);
      for (int j = 0; j < b.rows(); j += BLOCK) {
        double[] products = LinearAlgebra.product(left, block(b, j)).values();
        visitBlock(
            i, Math.min(a.rows(), i + BLOCK), j, Math.min(b.rows(), j + BLOCK), products, visitor);
      }
    }
  }

  private static void visitBlock(
      int first, int end, int otherFirst, int otherEnd, double[] products, Visitor visitor) {
    for (int i = first; i < end; i++) {
      for (int j = otherFirst; j < otherEnd; j++) {
        visitor.visit(i, j, products[(i - first) * BLOCK + j - otherFirst]);
      }
    }
  }

  private static Matrix block(FeatureMatrix features, int first) {
    Matrix rows = features.block(first, Math.min(features.rows(), first + BLOCK));
    return new Matrix(
        Arrays.copyOf(rows.values(), BLOCK * features.columns()), BLOCK, features.columns());
  }

  /** Visits all squared Euclidean distances. */
  static void squaredDistances(FeatureMatrix a, FeatureMatrix b, Visitor visitor) {
    double[] norms = squaredNorms(a);
    double[] otherNorms = squaredNorms(b);
    products(
        a,
        b,
        (i, j, product) -> {
          double norm = norms[i] + otherNorms[j];
          double distance = norm - 2 * product;
          visitor.visit(i, j, distance < CANCELLED * norm ? squaredDistance(a, i, b, j) : distance);
        });
  }

  private static double squaredDistance(FeatureMatrix a, int i, FeatureMatrix b, int j) {
    double sum = 0;
    for (int d = 0; d < a.columns(); d++) {
      double difference = (double) a.get(i, d) - b.get(j, d);
      sum += difference * difference;
    }
    return sum;
  }

  private static double[] squaredNorms(FeatureMatrix features) {
    double[] norms = new double[features.rows()];
    for (int i = 0; i < norms.length; i++) {
      for (int d = 0; d < features.columns(); d++) {
        double value = features.get(i, d);
        norms[i] += value * value;
      }
    }
    return norms;
  }
}
