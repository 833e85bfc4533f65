package dev.sprout.tokenunify.labels;

import java.util.Arrays;

/** Disjoint sets of the numbers 0, 1, 2, …; each set is named by its smallest. Not thread-safe. */
public final class UnionFind {
  private final int[] parent;

  /** That many sets of one number. */
  public UnionFind(int size) {
    parent = new int[size];
    Arrays.setAll(parent, i -> i);
  }

  /** The smallest number of the set that holds this one. */
  public int find(int number) {
    while (parent[number] != number) {
      parent[number] = parent[parent[number]];
      number = parent[number];
    }
    return number;
  }

  /** Makes one set of two. */
  public void union(int a, int b) {
    int rootA = find(a);
    int rootB = find(b);
    parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
  }
}
