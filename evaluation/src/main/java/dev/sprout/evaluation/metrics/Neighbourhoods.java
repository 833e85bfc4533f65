package dev.sprout.evaluation.metrics;

import dev.sprout.core.UserError;
import java.util.Arrays;

/**
 * Balls around the vectors of a set, each reaching to its k-th nearest neighbour in the set. A
 * vector is no neighbour of itself.
 */
final class Neighbourhoods {
  private final FeatureMatrix centres;
  private final double[] squaredRadii;
  private final Surface surface;

  /**
   * Finds the radii.
   *
   * @param k 1 to below the number of rows
   * @throws UserError otherwise
   */
  Neighbourhoods(FeatureMatrix centres, int k, Surface surface) {
    if (k < 1 || k >= centres.rows()) {
      throw UserError.invalid(
          "k",
          k,
          "a whole number from 1 to below the number of pictures in each set, here "
              + centres.rows());
    }
    this.centres = centres;
    this.surface = surface;
    double[][] nearest = new double[centres.rows()][k]; // ascending
    for (double[] distances : nearest) {
      Arrays.fill(distances, Double.POSITIVE_INFINITY);
    }
    PairBlocks.squaredDistances(
        centres,
        centres,
        (i, j, distance) -> {
          if (i != j) {
            insert(nearest[i], distance);
          }
        });
    this.squaredRadii = Arrays.stream(nearest).mapToDouble(each -> each[k - 1]).toArray();
  }

  private static void insert(double[] nearest, double distance) {
    int at = nearest.length - 1;
    if (distance >= nearest[at]) {
      return;
    }
    for (; at > 0 && nearest[at - 1] > distance; at--) {
      nearest[at] = nearest[at - 1];
    }
    nearest[at] = distance;
  }

  /**
   * Which of other vectors are in which balls.
   *
   * @param ballsOf [M], number of balls that contain each vector
   * @param vectorsIn [N], number of vectors in each ball
   */
  record Counts(int[] ballsOf, int[] vectorsIn) {}

  /** Counts the balls that other vectors are in. */
  Counts count(FeatureMatrix others) {
    Counts counts = new Counts(new int[others.rows()], new int[centres.rows()]);
    PairBlocks.squaredDistances(
        centres,
        others,
        (i, j, distance) -> {
          double radius = squaredRadii[i];
          if (distance < radius || surface == Surface.INCLUDED && distance == radius) {
            counts.vectorsIn()[i]++;
            counts.ballsOf()[j]++;
          }
        });
    return counts;
  }
}
