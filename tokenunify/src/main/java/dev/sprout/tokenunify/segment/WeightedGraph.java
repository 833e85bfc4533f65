package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.labels.UnionFind;

/**
 * A region graph with a cost for cutting each edge, negative where a cut is wanted; the edges at a
 * region lie side by side.
 */
final class WeightedGraph {
  private final RegionGraph graph;
  private final double[] costs;
  private final int[] start; // by region: its first place below
  private final int[] neighbours;
  private final double[] weights;

  WeightedGraph(RegionGraph graph, double[] costs) {
    this.graph = graph;
    this.costs = costs;
    start = new int[graph.regions() + 1];
    for (int edge = 0; edge < costs.length; edge++) {
      start[graph.u(edge) + 1]++;
      start[graph.v(edge) + 1]++;
    }
    for (int i = 1; i < start.length; i++) {
      start[i] += start[i - 1];
    }
    neighbours = new int[2 * costs.length];
    weights = new double[2 * costs.length];
    int[] next = start.clone();
    for (int edge = 0; edge < costs.length; edge++) {
      put(next[graph.u(edge)]++, graph.v(edge), costs[edge]);
      put(next[graph.v(edge)]++, graph.u(edge), costs[edge]);
    }
  }

  private void put(int place, int neighbour, double cost) {
    neighbours[place] = neighbour;
    weights[place] = cost;
  }

  RegionGraph graph() {
    return graph;
  }

  int regions() {
    return graph.regions();
  }

  double cost(int edge) {
    return costs[edge];
  }

  /** First place of a region's neighbours; they end where the next region's begin. */
  int start(int region) {
    return start[region];
  }

  int neighbour(int place) {
    return neighbours[place];
  }

  double weight(int place) {
    return weights[place];
  }

  /** Cost of the edges between different parts; lower is better. */
  double energy(int[] partition) {
    double energy = 0;
    for (int edge = 0; edge < costs.length; edge++) {
      if (partition[graph.u(edge)] != partition[graph.v(edge)]) {
        energy += costs[edge];
      }
    }
    return energy;
  }

  /** The connected pieces of a partition's parts, each named by its smallest region. */
  int[] pieces(int[] partition) {
    UnionFind sets = new UnionFind(regions(), graph.storage());
    for (int edge = 0; edge < costs.length; edge++) {
      if (partition[graph.u(edge)] == partition[graph.v(edge)]) {
        sets.union(graph.u(edge), graph.v(edge));
      }
    }
    int[] pieces = new int[regions()];
    for (int region = 0; region < pieces.length; region++) {
      pieces[region] = sets.find(region);
    }
    return pieces;
  }
}
