package dev.sprout.evaluation.metrics;

/**
 * Inner products and squared distances of all pairs of vectors of two sets, by products of blocks,
 * so that no more than one block of pairs is held. The last bits of a pair's number depend on its
 * place in the block.
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
      Matrix left = a.block(i, Math.min(a.rows(), i + BLOCK));
      for (int j = 0; j < b.rows(); j += BLOCK) {
        Matrix right = b.block(j, Math.min(b.rows(), j + BLOCK));
        visitBlock(LinearAlgebra.product(left, right), i, j, visitor);
      }
    }
  }

  private static void visitBlock(Matrix products, int row, int otherRow, Visitor visitor) {
    for (int i = 0; i < products.rows(); i++) {
      for (int j = 0; j < products.columns(); j++) {
        visitor.visit(row + i, otherRow + j, products.values()[i * products.columns() + j]);
      }
    }
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

  /** One squared distance from the differences, equal for equal vectors to the bit. */
  static double squaredDistance(FeatureMatrix a, int i, FeatureMatrix b, int j) {
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
