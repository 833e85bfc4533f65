package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.arrays.IntArray;
import java.util.Arrays;

/** All affinities of each edge in the order in which they come, or the largest one. */
final class ContactAffinities implements EdgeStatistics {
  private final boolean onlyLargest;
  private int[] edges = new int[16]; // by affinity; with the largest alone, affinity i is of edge i
  private float[] values = new float[16];
  private int size;
  private int edgeCount;

  ContactAffinities(boolean onlyLargest) {
    this.onlyLargest = onlyLargest;
  }

  @Override
  public void add(int edge, float affinity) {
    if (onlyLargest && edge < edgeCount) {
      values[edge] = Math.max(values[edge], affinity);
      return;
    } else if (size == values.length) {
      edges = Arrays.copyOf(edges, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    edges[size] = edge;
    values[size++] = affinity;
    edgeCount = Math.max(edgeCount, edge + 1);
  }

  @Override
  public void reorder(IntArray order) {
    throw new UnsupportedOperationException("contacts stay in the order in which they were met");
  }

  /** How many affinities each edge has. */
  int[] counts() {
    int[] counts = new int[edgeCount];
    for (int i = 0; i < size; i++) {
      counts[edges[i]]++;
    }
    return counts;
  }

  /** The affinities edge by edge. */
  float[] byEdge() {
    int[] counts = counts();
    int[] next = new int[edgeCount];
    for (int edge = 1; edge < edgeCount; edge++) {
      next[edge] = next[edge - 1] + counts[edge - 1];
    }
    float[] sorted = new float[size];
    for (int i = 0; i < size; i++) {
      sorted[next[edges[i]]++] = values[i];
    }
    return sorted;
  }
}
