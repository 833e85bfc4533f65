package dev.sprout.evaluation.metrics;

import dev.sprout.core.RandomStream;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.util.Arrays;

/**
 * MIND, the Monge Inception distance (arXiv 2605.06797): a sliced Wasserstein distance, 3·D times
 * the mean squared difference of the sorted projections of two equally large sets on directions.
 *
 * @param value from 0
 * @param rows number of pictures of each set that count: the first ones of the larger set
 * @param directions number of directions
 */
public record Mind(double value, int rows, int directions) {
  private static final int FACTOR = 3; // brings the distance to the size of FID
  private static final int AT_ONCE = 32; // directions whose projections are held
  private static final int BLOCK = 1024; // rows projected at once

  /**
   * Compares two sets.
   *
   * @param directions unit vectors [L, D]
   * @throws UserError when dimensions differ or a set or the directions are empty
   */
  public static Mind of(FeatureMatrix a, FeatureMatrix b, FeatureMatrix directions) {
    a.requireComparable(b);
    a.requireComparable(directions);
    a.requireRows(1, "MIND");
    b.requireRows(1, "MIND");
    Require.positive("directions", directions.rows());
    int rows = Math.min(a.rows(), b.rows());
    CompensatedSum sum = new CompensatedSum();
    for (int first = 0; first < directions.rows(); first += AT_ONCE) {
      Matrix some = directions.block(first, Math.min(directions.rows(), first + AT_ONCE));
      double[][] sorted = sortedProjections(a, rows, some);
      double[][] others = sortedProjections(b, rows, some);
      for (int l = 0; l < sorted.length; l++) {
        for (int n = 0; n < rows; n++) {
          double difference = sorted[l][n] - others[l][n];
          sum.add(difference * difference);
        }
      }
    }
    double mean = sum.value() / ((double) rows * directions.rows());
    return new Mind(FACTOR * a.columns() * mean, rows, directions.rows());
  }

  /** Projections of the first rows on each direction, ascending, [L, rows]. */
  private static double[][] sortedProjections(FeatureMatrix features, int rows, Matrix directions) {
    double[][] projections = new double[directions.rows()][rows];
    for (int first = 0; first < rows; first += BLOCK) {
      Matrix some = features.block(first, Math.min(rows, first + BLOCK));
      double[] products = LinearAlgebra.product(directions, some).values(); // [L, BLOCK]
      for (int l = 0; l < projections.length; l++) {
        System.arraycopy(products, l * some.rows(), projections[l], first, some.rows());
      }
    }
    for (double[] each : projections) {
      Arrays.sort(each);
    }
    return projections;
  }

  /**
   * Random directions, uniform on the unit sphere.
   *
   * @param count from 1
   * @param dimension from 1
   */
  public static FeatureMatrix directions(int count, int dimension, long seed) {
    Require.positive("directions", count);
    RandomStream random = new RandomStream(seed);
    float[] values = new float[Math.multiplyExact(count, dimension)];
    for (int l = 0; l < count; l++) {
      double[] direction = new double[dimension];
      double squares = 0;
      for (int d = 0; d < dimension; d++) {
        direction[d] = random.nextGaussian();
        squares += direction[d] * direction[d];
      }
      for (int d = 0; d < dimension; d++) {
        values[l * dimension + d] = (float) (direction[d] / Math.sqrt(squares));
      }
    }
    return new FeatureMatrix(values, dimension);
  }
}
