package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.arrays.IntArray;
import java.util.Arrays;

/** Mean boundary, 1 − affinity, and contact area of each edge. */
final class BoundaryEvidence implements EdgeStatistics {
  /** Keeps costs finite where the boundary is certain. */
  private static final double LEAST_PROBABILITY = 0.001;

  private double[] sum = new double[16];
  private int[] area = new int[16]; // affinities

  @Override
  public void add(int edge, float affinity) {
    if (edge == sum.length) {
      sum = Arrays.copyOf(sum, 2 * edge);
      area = Arrays.copyOf(area, 2 * edge);
    }
    sum[edge] += 1 - affinity;
    area[edge]++;
  }

  @Override
  public void reorder(IntArray order) {
    double[] oldSum = sum;
    int[] oldArea = area;
    sum = new double[(int) order.size()];
    area = new int[(int) order.size()];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = oldSum[order.get(i)];
      area[i] = oldArea[order.get(i)];
    }
  }

  /** Probability that the edge is a boundary between neurons. */
  double probability(int edge) {
    return sum[edge] / area[edge];
  }

  int area(int edge) {
    return area[edge];
  }

  /**
   * What it costs to cut each edge: the log odds of no boundary, weighted with the contact area as
   * a share of the largest one.
   */
  double[] costs() {
    int largest = Arrays.stream(area).max().orElse(1);
    double[] costs = new double[area.length];
    for (int edge = 0; edge < costs.length; edge++) {
      double p = LEAST_PROBABILITY + (1 - 2 * LEAST_PROBABILITY) * probability(edge);
      costs[edge] = Math.log((1 - p) / p) * area[edge] / largest;
    }
    return costs;
  }
}
