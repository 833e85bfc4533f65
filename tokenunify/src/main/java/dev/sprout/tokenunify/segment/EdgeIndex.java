package dev.sprout.tokenunify.segment;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.arrays.IntArray;
import dev.sprout.tokenunify.arrays.Storage;

/**
 * Finds edges by their two regions: open addressing with linear probing over the numbers of edges,
 * whose regions are in an array; 4 bytes a slot, at most half of them taken. Not thread-safe.
 */
final class EdgeIndex {
  static final int MOST_EDGES = 1 << 30; // twice as many ends, in 32 bits

  private static final int LEAST = 32;

  private final Storage storage;
  private final IntArray ends;
  private IntArray slots; // edge + 1, or 0 in a free slot
  private int size;

  /**
   * An index without edges.
   *
   * @param ends regions of each edge, at twice its number and the next place; an edge in the index
   *     keeps them
   */
  EdgeIndex(IntArray ends) {
    this.ends = ends;
    storage = ends.storage();
    slots = new IntArray(storage, LEAST);
  }

  /** The edge between two regions, or −1. */
  int find(int a, int b) {
    return slots.get(slot(a, b)) - 1;
  }

  /** Adds an edge between two regions that have none. */
  void put(int edge) {
    if (2L * (size + 1) > slots.size()) {
      grow();
    }
    place(edge);
    size++;
  }

  private void place(int edge) {
    slots.set(slot(ends.get(2L * edge), ends.get(2L * edge + 1)), edge + 1);
  }

  /** Removes an edge that is there; those that were pushed on by it move back. */
  void remove(int edge) {
    long mask = slots.size() - 1;
    long gap = slot(ends.get(2L * edge), ends.get(2L * edge + 1));
    for (long slot = (gap + 1) & mask; slots.get(slot) != 0; slot = (slot + 1) & mask) {
      long home = home(slots.get(slot) - 1);
      if (((slot - home) & mask) >= ((slot - gap) & mask)) {
        slots.set(gap, slots.get(slot));
        gap = slot;
      }
    }
    slots.set(gap, 0);
    size--;
  }

  private long slot(int a, int b) {
    long mask = slots.size() - 1;
    long slot = home(a, b);
    while (slots.get(slot) != 0 && !joins(slots.get(slot) - 1, a, b)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean joins(int edge, int a, int b) {
    int u = ends.get(2L * edge);
    int v = ends.get(2L * edge + 1);
    return (u == a && v == b) || (u == b && v == a);
  }

  private long home(int edge) {
    return home(ends.get(2L * edge), ends.get(2L * edge + 1));
  }

  /** The upper bits of a product with an odd number (Fibonacci hashing). */
  private long home(int a, int b) {
    long key = RegionGraph.key(a, b);
    long mixed = (key ^ (key >>> 32)) * 0x9E3779B97F4A7C15L;
    return mixed >>> (Long.numberOfLeadingZeros(slots.size()) + 1);
  }

  private void grow() {
    if (size == MOST_EDGES) {
      throw UserError.badRequest(
          "the fragments have more than %d contacts; segment parts of the volume, with --region",
          MOST_EDGES);
    }
    IntArray old = slots;
    slots = new IntArray(storage, 2 * old.size());
    for (long slot = 0; slot < old.size(); slot++) {
      if (old.get(slot) != 0) {
        place(old.get(slot) - 1);
      }
    }
  }
}
