package dev.sprout.tokenunify.labels;

import dev.sprout.tokenunify.arrays.IntArray;
import dev.sprout.tokenunify.arrays.Storage;

/** Disjoint sets of the numbers 0, 1, 2, …; each set is named by its smallest. Not thread-safe. */
public final class UnionFind {
  private final IntArray parent;

  /** That many sets of one number. */
  public UnionFind(int size, Storage storage) {
    parent = new IntArray(storage, size);
    for (int number = 0; number < size; number++) {
      parent.set(number, number);
    }
  }

  /** The smallest number of the set that holds this one. */
  public int find(int number) {
    int above = parent.get(number);
    while (above != number) {
      int next = parent.get(above);
      parent.set(number, next);
      number = next;
      above = parent.get(number);
    }
    return number;
  }

  /** Makes one set of two. */
  public void union(int a, int b) {
    int rootA = find(a);
    int rootB = find(b);
    parent.set(Math.max(rootA, rootB), Math.min(rootA, rootB));
  }
}
