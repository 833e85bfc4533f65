package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.arrays.IntArray;
import dev.sprout.tokenunify.arrays.LongArray;
import dev.sprout.tokenunify.arrays.Storage;
import dev.sprout.tokenunify.labels.LabelIndex;

/**
 * Fragments that touch: an edge for each pair with a common face. Regions are numbered by rising id
 * (unsigned), edges by their first and then their second region.
 *
 * @param ids of the regions, rising
 * @param ends of each edge: the smaller region at twice its number, then the larger one
 */
record RegionGraph(LongArray ids, IntArray ends) {

  /** Number of regions. */
  int regions() {
    return (int) ids.size();
  }

  /** Number of edges. */
  int edges() {
    return (int) (ends.size() / 2);
  }

  long id(int region) {
    return ids.get(region);
  }

  /** The smaller region of an edge. */
  int u(int edge) {
    return ends.get(2L * edge);
  }

  /** The larger region of an edge. */
  int v(int edge) {
    return ends.get(2L * edge + 1);
  }

  /** Where the graph lies. */
  Storage storage() {
    return ends.storage();
  }

  /** A pair of regions as one number; pairs are ordered by it. */
  static long key(int a, int b) {
    return (long) Math.min(a, b) << 32 | Math.max(a, b);
  }

  /**
   * Puts regions and edges in order.
   *
   * @param found ids as they were met
   * @param ends of the edges as they were met, by the met regions' numbers
   * @param statistics put into the same order
   */
  static RegionGraph ordered(LabelIndex found, IntArray ends, EdgeStatistics statistics) {
    Storage storage = ends.storage();
    IntArray rank = new IntArray(storage, found.size());
    LongArray ids = sorted(found, rank);
    LongArray keys = new LongArray(storage, ends.size() / 2);
    for (long edge = 0; edge < keys.size(); edge++) {
      keys.set(edge, key(rank, ends, edge));
    }
    keys.sort();
    IntArray order = new IntArray(storage, keys.size());
    for (long edge = 0; edge < keys.size(); edge++) {
      order.set(keys.find(key(rank, ends, edge)), (int) edge);
    }
    for (long edge = 0; edge < keys.size(); edge++) {
      ends.set(2 * edge, (int) (keys.get(edge) >>> 32));
      ends.set(2 * edge + 1, (int) keys.get(edge));
    }
    statistics.reorder(order);
    return new RegionGraph(ids, ends);
  }

  private static long key(IntArray rank, IntArray ends, long edge) {
    return key(rank.get(ends.get(2 * edge)), rank.get(ends.get(2 * edge + 1)));
  }

  /** The ids in unsigned order; fills in each one's place. */
  private static LongArray sorted(LabelIndex found, IntArray rank) {
    LongArray ids = new LongArray(rank.storage());
    for (int i = 0; i < found.size(); i++) {
      ids.add(found.label(i) ^ Long.MIN_VALUE);
    }
    ids.sort();
    for (int i = 0; i < ids.size(); i++) {
      ids.set(i, ids.get(i) ^ Long.MIN_VALUE);
      rank.set(found.of(ids.get(i)), i);
    }
    return ids;
  }
}
