package dev.sprout.tokenunify.score;

import dev.sprout.core.UserError;

/**
 * The centre line of one true neuron: nodes joined by straight edges.
 *
 * @param positions of the nodes, nm, {@code [N][z, y, x]}
 * @param edges pairs of nodes, {@code [E][2]}
 */
public record Skeleton(double[][] positions, int[][] edges) {
  /** Checks that edges join nodes that there are, which have three coordinates. */
  public Skeleton {
    for (int i = 0; i < positions.length; i++) {
      if (positions[i].length != 3) {
        throw UserError.badRequest(
            "skeleton node %d has %d coordinates; accepted are z, y, x", i, positions[i].length);
      }
    }
    for (int[] edge : edges) {
      if (edge.length != 2 || !isNode(edge[0], positions) || !isNode(edge[1], positions)) {
        throw UserError.badRequest(
            "a skeleton edge joins nodes %s; accepted are two of 0 to %d",
            java.util.Arrays.toString(edge), positions.length - 1);
      }
    }
  }

  private static boolean isNode(int node, double[][] positions) {
    return node >= 0 && node < positions.length;
  }

  /** Length of an edge, nm. */
  double length(int edge) {
    double[] a = positions[edges[edge][0]];
    double[] b = positions[edges[edge][1]];
    return Math.sqrt(square(a[0] - b[0]) + square(a[1] - b[1]) + square(a[2] - b[2]));
  }

  private static double square(double x) {
    return x * x;
  }
}
