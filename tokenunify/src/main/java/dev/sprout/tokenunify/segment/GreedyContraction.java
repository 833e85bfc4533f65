package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.labels.UnionFind;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Greedy additive edge contraction (Keuper et al. 2015): the edge that costs most to cut is
 * contracted, costs of edges that become parallel are added, until no cost is positive.
 */
final class GreedyContraction {
  private final IncidentEdges edges;
  private final double[] costs;
  private final UnionFind sets;
  private final PriorityQueue<Entry> queue =
      new PriorityQueue<>(
          Comparator.comparingDouble(Entry::cost).reversed().thenComparingInt(Entry::edge));

  /** An edge as it was queued; out of date where its cost has changed. */
  private record Entry(double cost, int edge) {}

  private GreedyContraction(WeightedGraph graph) {
    edges = new IncidentEdges(graph.graph());
    sets = new UnionFind(graph.regions(), graph.graph().storage());
    costs = new double[graph.graph().edges()];
    for (int edge = 0; edge < costs.length; edge++) {
      setCost(edge, graph.cost(edge));
    }
  }

  /** The part of each region, named by its smallest region. */
  static int[] of(WeightedGraph graph) {
    GreedyContraction contraction = new GreedyContraction(graph);
    contraction.run();
    int[] partition = new int[graph.regions()];
    for (int region = 0; region < partition.length; region++) {
      partition[region] = contraction.sets.find(region);
    }
    return partition;
  }

  private void run() {
    while (!queue.isEmpty()) {
      Entry best = queue.poll();
      if (best.cost() == costs[best.edge()]) {
        contract(best.edge());
      }
    }
  }

  private void setCost(int edge, double cost) {
    costs[edge] = cost;
    if (cost > 0) {
      queue.add(new Entry(cost, edge));
    }
  }

  private void contract(int edge) {
    int u = edges.u(edge);
    int v = edges.v(edge);
    int into = edges.degree(u) >= edges.degree(v) ? u : v;
    int from = into == u ? v : u;
    sets.union(u, v);
    delete(edge);
    while (edges.degree(from) > 0) {
      int moving = edges.any(from);
      int staying = edges.between(into, edges.opposite(moving, from));
      if (staying < 0) {
        edges.move(moving, from, into);
      } else {
        setCost(staying, costs[staying] + costs[moving]);
        delete(moving);
      }
    }
  }

  private void delete(int edge) {
    edges.remove(edge);
    costs[edge] = Double.NaN; // equal to no queued cost
  }
}
