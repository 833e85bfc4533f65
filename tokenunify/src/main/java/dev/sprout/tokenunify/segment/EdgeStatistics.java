package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.arrays.IntArray;

/** What is kept of the affinities of each edge. */
interface EdgeStatistics {
  /**
   * Takes in an affinity between the edge's regions.
   *
   * @param edge one that is there, or the next new one
   */
  void add(int edge, float affinity);

  /** Renumbers the edges: edge i is what was edge {@code order[i]}. */
  void reorder(IntArray order);
}
