package dev.sprout.evaluation.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.TorchScript;
import java.util.Arrays;

/** Products and decompositions of matrices in double precision, on the processor. Thread-safe. */
final class LinearAlgebra {
  private static final TorchScript SCRIPT =
      TorchScript.load(LinearAlgebra.class, "LinearAlgebra.torchscript");

  /** Bound of an eigenvalue's rounding as a share of the largest, per dimension. */
  private static final double EPSILON = Math.ulp(1.0);

  /** Negative eigenvalues beyond this share of the largest are no rounding, even in float32. */
  private static final double NEGATIVE = 1e-4;

  private LinearAlgebra() {}

  /** A·Bᵀ: [N, D] × [M, D] → [N, M]. */
  static Matrix product(Matrix a, Matrix b) {
    return new Matrix(call("product", a, b)[0], a.rows(), b.rows());
  }

  /** XᵀX: [N, D] → [D, D]. */
  static Matrix gram(Matrix x) {
    return new Matrix(call("gram", x)[0], x.columns(), x.columns());
  }

  /** Nuclear norm of A·Bᵀ, the sum of its singular values, for A [N, D] and B [M, D]. */
  static double nuclearNorm(Matrix a, Matrix b) {
    return Arrays.stream(call("singular_values", a, b)[0]).sum();
  }

  /** Number of the eigenvalues of X·Xᵀ, for X [N, D], that are no rounding of 0. */
  static int rank(Matrix x) {
    Matrix products = product(x, x); // [N, N]
    double[] eigenvalues = call("eigenvalues", products)[0];
    return x.rows() - zeros(eigenvalues);
  }

  /**
   * A root F [R, D] of a covariance [D, D], C = FᵀF, where R is the rank of C.
   *
   * @throws UserError when an eigenvalue is negative by more than rounding
   */
  static Matrix root(Matrix covariance) {
    double[][] cholesky = call("cholesky", covariance);
    Matrix root = new Matrix(cholesky[0], covariance.rows(), covariance.columns());
    boolean found = cholesky[1][0] == 0 && isRegular(root);
    return found ? root : rootByEigenvectors(covariance);
  }

  private static boolean isRegular(Matrix triangle) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int i = 0; i < triangle.rows(); i++) {
      double pivot = triangle.values()[i * triangle.columns() + i];
      least = Math.min(least, pivot * pivot);
      most = Math.max(most, pivot * pivot);
    }
    return least > triangle.rows() * EPSILON * most;
  }

  /** √λ times the eigenvector, for the eigenvalues that are no rounding of 0. */
  private static Matrix rootByEigenvectors(Matrix covariance) {
    double[][] eigen = call("eigen", covariance);
    double[] eigenvalues = eigen[0];
    double[] eigenvectors = eigen[1]; // [D, D], one a row
    int dimension = eigenvalues.length;
    double largest = eigenvalues[dimension - 1];
    if (eigenvalues[0] < -NEGATIVE * Math.max(largest, 0)) {
      throw UserError.failure(
          "the covariance is none: it has the negative eigenvalue %s", eigenvalues[0]);
    }
    int zeros = zeros(eigenvalues);
    double[] root = new double[(dimension - zeros) * dimension];
    for (int i = zeros; i < dimension; i++) {
      double scale = Math.sqrt(eigenvalues[i]);
      for (int d = 0; d < dimension; d++) {
        root[(i - zeros) * dimension + d] = scale * eigenvectors[i * dimension + d];
      }
    }
    return new Matrix(root, dimension - zeros, dimension);
  }

  /** Number of ascending eigenvalues that are rounding of 0, or below. */
  private static int zeros(double[] eigenvalues) {
    double bound = eigenvalues.length * EPSILON * eigenvalues[eigenvalues.length - 1];
    int zeros = 0;
    while (zeros < eigenvalues.length && eigenvalues[zeros] <= bound) {
      zeros++;
    }
    return zeros;
  }

  private static double[][] call(String function, Matrix... arguments) {
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      Object[] arrays =
          Arrays.stream(arguments)
              .map(each -> manager.create(each.values(), new Shape(each.rows(), each.columns())))
              .toArray();
      return SCRIPT.callForList(function, arrays).stream()
          .map(NDArray::toDoubleArray)
          .toArray(double[][]::new);
    }
  }
}
