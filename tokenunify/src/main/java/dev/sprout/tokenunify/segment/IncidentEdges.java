package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.arrays.IntArray;
import dev.sprout.tokenunify.arrays.Storage;

/**
 * The edges at each region of a graph whose regions are contracted: chains through one array, two
 * half-edges an edge (2·edge at u, 2·edge + 1 at v), and an index by pairs of regions. It lies
 * where the graph does, 32 to 40 bytes an edge.
 */
final class IncidentEdges {
  private static final int NONE = -1;

  private final IntArray region; // by half-edge
  private final IntArray next; // by half-edge
  private final IntArray previous; // by half-edge
  private final IntArray first; // by region
  private final IntArray degree; // by region
  private final EdgeIndex index;

  IncidentEdges(RegionGraph graph) {
    Storage storage = graph.storage();
    region = new IntArray(storage, 2L * graph.edges());
    next = new IntArray(storage, region.size());
    previous = new IntArray(storage, region.size());
    first = new IntArray(storage, graph.regions());
    degree = new IntArray(storage, graph.regions());
    index = new EdgeIndex(region);
    for (int node = 0; node < graph.regions(); node++) {
      first.set(node, NONE);
    }
    for (int edge = graph.edges() - 1; edge >= 0; edge--) {
      link(2 * edge, graph.u(edge));
      link(2 * edge + 1, graph.v(edge));
      index.put(edge);
    }
  }

  int degree(int node) {
    return degree.get(node);
  }

  /** The region at the edge's first end. */
  int u(int edge) {
    return region.get(2L * edge);
  }

  /** The region at the edge's second end. */
  int v(int edge) {
    return region.get(2L * edge + 1);
  }

  /** An edge at the region, or −1 where there is none left. */
  int any(int node) {
    return first.get(node) == NONE ? NONE : first.get(node) >> 1;
  }

  int opposite(int edge, int node) {
    return u(edge) == node ? v(edge) : u(edge);
  }

  /** The edge between two regions, or −1. */
  int between(int a, int b) {
    return index.find(a, b);
  }

  /** Takes the edge out of the graph. */
  void remove(int edge) {
    index.remove(edge);
    unlink(2 * edge);
    unlink(2 * edge + 1);
  }

  /** Moves an edge's end from one region to another, to which no edge leads from its other end. */
  void move(int edge, int from, int to) {
    index.remove(edge);
    int half = u(edge) == from ? 2 * edge : 2 * edge + 1;
    unlink(half);
    link(half, to);
    index.put(edge);
  }

  private void link(int half, int node) {
    int head = first.get(node);
    region.set(half, node);
    next.set(half, head);
    previous.set(half, NONE);
    if (head != NONE) {
      previous.set(head, half);
    }
    first.set(node, half);
    degree.set(node, degree.get(node) + 1);
  }

  private void unlink(int half) {
    int node = region.get(half);
    int before = previous.get(half);
    int after = next.get(half);
    if (before == NONE) {
      first.set(node, after);
    } else {
      next.set(before, after);
    }
    if (after != NONE) {
      previous.set(after, before);
    }
    degree.set(node, degree.get(node) - 1);
  }
}
