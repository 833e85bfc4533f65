package dev.sprout.tokenunify.labels;

import java.util.Arrays;

/** Disjoint sets of the numbers 0, 1, 2, …; each set is named by its smallest. Not thread-safe. */
public final class UnionFind {
  private int[] parent;
  private int size;

  /** That many sets of one number. */
  public UnionFind(int size) {
    this.parent = new int[Math.max(size, 16)];
    this.size = size;
    Arrays.setAll(parent, i -> i);
  }

  /** Number of numbers. */
  public int size() {
    return size;
  }

  /** Adds numbers, each a set of its own, until there are that many. */
  public void growTo(int least) {
    int old = parent.length;
    if (least > old) {
      parent = Arrays.copyOf(parent, Math.max(least, 2 * old));
      for (int i = old; i < parent.length; i++) {
        parent[i] = i;
      }
    }
    size = Math.max(size, least);
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
