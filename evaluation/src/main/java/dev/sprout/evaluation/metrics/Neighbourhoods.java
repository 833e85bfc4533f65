package dev.sprout.evaluation.metrics;

import dev.sprout.core.UserError;
import java.util.Arrays;

/**
 * Balls around the vectors of a set, each reaching to its k-th nearest neighbour in the set. A
 * vector is no neighbour of itself.
 */
final class Neighbourhoods {
  /** Share of the radius within which rounding might put a vector on the wrong side. */
  private static final double NEAR_SURFACE = 1e-6;

  private final FeatureMatrix centres;
  private final double[] squaredRadii;
  private final Surface surface;

  /** Finds the radii, see {@link #squaredRadii}. */
  Neighbourhoods(FeatureMatrix centres, int k, Surface surface) {
    this(centres, squaredRadii(centres, k, 0, centres.rows()), surface);
  }

  /** Takes known radii. */
  Neighbourhoods(FeatureMatrix centres, double[] squaredRadii, Surface surface) {
    this.centres = centres;
    this.squaredRadii = squaredRadii;
    this.surface = surface;
  }

  /**
   * Squared radii of the balls around some vectors of a set.
   *
   * @param k 1 to below the number of rows
   * @param begin first row
   * @param end row after the last
   * @throws UserError for another k
   */
  static double[] squaredRadii(FeatureMatrix set, int k, int begin, int end) {
    if (k < 1 || k >= set.rows()) {
      throw UserError.invalid(
          "k",
          k,
          "a whole number from 1 to below the number of pictures in each set, here " + set.rows());
    }
    FeatureMatrix some = set.range(begin, end);
    Nearest[] nearest = new Nearest[end - begin];
    Arrays.setAll(nearest, i -> new Nearest(k));
    PairBlocks.squaredDistances(
        some,
        set,
        (i, j, distance) -> {
          if (begin + i != j) {
            nearest[i].insert(j, distance);
          }
        });
    double[] radii = new double[end - begin];
    Arrays.setAll(radii, i -> PairBlocks.squaredDistance(some, i, set, nearest[i].last()));
    return radii;
  }

  /** The k nearest rows so far, ascending. */
  private static final class Nearest {
    private final int[] rows;
    private final double[] distances;

    Nearest(int k) {
      this.rows = new int[k];
      this.distances = new double[k];
      Arrays.fill(distances, Double.POSITIVE_INFINITY);
    }

    void insert(int row, double distance) {
      int at = distances.length - 1;
      if (distance >= distances[at]) {
        return;
      }
      for (; at > 0 && distances[at - 1] > distance; at--) {
        distances[at] = distances[at - 1];
        rows[at] = rows[at - 1];
      }
      distances[at] = distance;
      rows[at] = row;
    }

    int last() {
      return rows[rows.length - 1];
    }
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
          if (isInside(i, others, j, distance)) {
            counts.vectorsIn()[i]++;
            counts.ballsOf()[j]++;
          }
        });
    return counts;
  }

  private boolean isInside(int centre, FeatureMatrix others, int other, double distance) {
    double radius = squaredRadii[centre];
    if (Math.abs(distance - radius) > NEAR_SURFACE * radius) {
      return distance < radius;
    }
    double exact = PairBlocks.squaredDistance(centres, centre, others, other);
    return surface == Surface.INCLUDED ? exact <= radius : exact < radius;
  }
}
