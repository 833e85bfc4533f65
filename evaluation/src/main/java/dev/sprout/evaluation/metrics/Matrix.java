package dev.sprout.evaluation.metrics;

/**
 * Matrix in double precision.
 *
 * @param values row after row; not copied
 */
record Matrix(double[] values, int rows, int columns) {

  /** Sum of squares of all elements. */
  double squaredNorm() {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }
}
