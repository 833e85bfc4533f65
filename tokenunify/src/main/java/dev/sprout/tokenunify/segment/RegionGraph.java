package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.labels.LabelIndex;
import dev.sprout.tokenunify.labels.LongLongMap;
import dev.sprout.tokenunify.labels.Unsigned;
import java.util.Arrays;

/**
 * Fragments that touch: an edge for each pair with a common face. Regions are numbered by rising id
 * (unsigned), edges by their first and then their second region.
 *
 * @param regions ids, rising
 * @param u smaller region of each edge
 * @param v larger region of each edge
 */
record RegionGraph(long[] regions, int[] u, int[] v) {

  /** Number of edges. */
  int edges() {
    return u.length;
  }

  /** Key of a pair of regions in a {@link LongLongMap}. */
  static long key(int a, int b) {
    return (long) Math.min(a, b) << 32 | Math.max(a, b);
  }

  /**
   * Puts regions and edges in order.
   *
   * @param found ids as they were met
   * @param edges by key of the met regions' numbers
   * @param statistics put into the same order
   */
  static RegionGraph ordered(LabelIndex found, LongLongMap edges, EdgeStatistics statistics) {
    int[] rank = new int[found.size()];
    long[] regions = sorted(found, rank);
    long[] keys = new long[edges.size()];
    edges.forEach((key, edge) -> keys[(int) edge] = ordered(key, rank));
    Arrays.sort(keys);
    int[] order = new int[keys.length];
    edges.forEach((key, edge) -> order[Arrays.binarySearch(keys, ordered(key, rank))] = (int) edge);
    int[] u = new int[keys.length];
    int[] v = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      u[i] = (int) (keys[i] >>> 32);
      v[i] = (int) keys[i];
    }
    statistics.reorder(order);
    return new RegionGraph(regions, u, v);
  }

  /** The key of the ordered regions for that of the met ones. */
  private static long ordered(long key, int[] rank) {
    return key(rank[(int) (key >>> 32)], rank[(int) key]);
  }

  /** The ids in unsigned order; fills in each one's place. */
  private static long[] sorted(LabelIndex found, int[] rank) {
    long[] regions = Unsigned.sorted(found.labels());
    for (int i = 0; i < regions.length; i++) {
      rank[found.of(regions[i])] = i;
    }
    return regions;
  }
}
