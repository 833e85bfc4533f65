package dev.sprout.gallery;

import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;

/**
 * Fréchet distance between normal distributions fitted to two sets of feature vectors: |m₁ − m₂|² +
 * tr(C₁ + C₂ − 2(C₁C₂)^½), with unbiased covariances (Heusel et al., arXiv 1706.08500).
 */
final class FrechetDistance {
  private FrechetDistance() {}

  /** Distance between the rows of {@code a}, [N, D], and of {@code b}, [M, D]; N, M &gt; 1. */
  static double of(double[][] a, double[][] b) {
    double means = 0;
    for (int d = 0; d < a[0].length; d++) {
      double difference = mean(a, d) - mean(b, d);
      means += difference * difference;
    }
    RealMatrix first = new Covariance(a).getCovarianceMatrix();
    RealMatrix second = new Covariance(b).getCovarianceMatrix();
    RealMatrix root = root(first);
    double cross = 0; // tr (C₁C₂)^½ = tr (C₁^½ C₂ C₁^½)^½, and that matrix is symmetric
    for (double value : eigen(root.multiply(second).multiply(root)).getRealEigenvalues()) {
      cross += Math.sqrt(Math.max(0, value));
    }
    return means + first.getTrace() + second.getTrace() - 2 * cross;
  }

  private static RealMatrix root(RealMatrix matrix) {
    EigenDecomposition eigen = eigen(matrix);
    double[] roots = eigen.getRealEigenvalues();
    for (int i = 0; i < roots.length; i++) {
      roots[i] = Math.sqrt(Math.max(0, roots[i]));
    }
    return eigen
        .getV()
        .multiply(MatrixUtils.createRealDiagonalMatrix(roots))
        .multiply(eigen.getVT());
  }

  /** Eigenvalues of the symmetric part, as products are symmetric up to rounding only. */
  private static EigenDecomposition eigen(RealMatrix matrix) {
    return new EigenDecomposition(matrix.add(matrix.transpose()).scalarMultiply(0.5));
  }

  private static double mean(double[][] rows, int column) {
    double sum = 0;
    for (double[] row : rows) {
      sum += row[column];
    }
    return sum / rows.length;
  }
}
