package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.labels.LongLongMap;
import java.util.Arrays;

/**
 * The edges at each region of a graph whose regions are contracted: chains through one array, two
 * half-edges an edge (2·edge at u, 2·edge + 1 at v), and a map from pairs of regions to edges.
 */
final class IncidentEdges {
  private static final int NONE = -1;

  private final int[] region; // by half-edge
  private final int[] next; // by half-edge
  private final int[] previous; // by half-edge
  private final int[] first; // by region
  private final int[] degree; // by region
  private final LongLongMap edges; // by regions

  IncidentEdges(RegionGraph graph) {
    region = new int[2 * graph.edges()];
    next = new int[region.length];
    previous = new int[region.length];
    first = new int[graph.regions().length];
    degree = new int[first.length];
    edges = new LongLongMap(graph.edges());
    Arrays.fill(first, NONE);
    for (int edge = graph.edges() - 1; edge >= 0; edge--) {
      link(2 * edge, graph.u()[edge]);
      link(2 * edge + 1, graph.v()[edge]);
      edges.put(RegionGraph.key(graph.u()[edge], graph.v()[edge]), edge);
    }
  }

  int degree(int node) {
    return degree[node];
  }

  /** The region at the edge's first end. */
  int u(int edge) {
    return region[2 * edge];
  }

  /** The region at the edge's second end. */
  int v(int edge) {
    return region[2 * edge + 1];
  }

  /** An edge at the region, or −1 where there is none left. */
  int any(int node) {
    return first[node] == NONE ? NONE : first[node] >> 1;
  }

  int opposite(int edge, int node) {
    return u(edge) == node ? v(edge) : u(edge);
  }

  /** The edge between two regions, or −1. */
  int between(int a, int b) {
    return (int) edges.get(RegionGraph.key(a, b));
  }

  /** Takes the edge out of the graph. */
  void remove(int edge) {
    edges.remove(RegionGraph.key(u(edge), v(edge)));
    unlink(2 * edge);
    unlink(2 * edge + 1);
  }

  /** Moves an edge's end from one region to another, to which no edge leads from its other end. */
  void move(int edge, int from, int to) {
    edges.remove(RegionGraph.key(u(edge), v(edge)));
    int half = u(edge) == from ? 2 * edge : 2 * edge + 1;
    unlink(half);
    link(half, to);
    edges.put(RegionGraph.key(u(edge), v(edge)), edge);
  }

  private void link(int half, int node) {
    region[half] = node;
    next[half] = first[node];
    previous[half] = NONE;
    if (first[node] != NONE) {
      previous[first[node]] = half;
    }
    first[node] = half;
    degree[node]++;
  }

  private void unlink(int half) {
    if (previous[half] == NONE) {
      first[region[half]] = next[half];
    } else {
      next[previous[half]] = next[half];
    }
    if (next[half] != NONE) {
      previous[next[half]] = previous[half];
    }
    degree[region[half]]--;
  }
}
