package dev.sprout.tokenunify.segment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The best sequence of moves between two parts: always the move that gains most, be it negative,
 * each region once, cut off where the sum of gains was highest. Only tried; the partition stays.
 */
final class RegionMoves {
  private final WeightedGraph graph;
  private final int[] part; // by region; not changed here
  private final boolean[] moved;
  private final double[] gain; // of moving a region to the other part
  private final List<Integer> sequence = new ArrayList<>();
  private final PriorityQueue<Entry> queue =
      new PriorityQueue<>(
          Comparator.comparingDouble(Entry::gain).reversed().thenComparingInt(Entry::region));
  private int a;
  private int b;
  private int best;

  /** A region as it was queued; out of date where its gain has changed. */
  private record Entry(double gain, int region) {}

  RegionMoves(WeightedGraph graph, int[] part) {
    this.graph = graph;
    this.part = part;
    moved = new boolean[part.length];
    gain = new double[part.length];
  }

  /** Starts with two parts; returns what joining them would gain. */
  double begin(Collection<Integer> membersA, Collection<Integer> membersB, int partA, int partB) {
    a = partA;
    b = partB;
    sequence.clear();
    queue.clear();
    double between = 0;
    for (Collection<Integer> members : List.of(membersA, membersB)) {
      for (int region : members) {
        between += prepare(region) / 2;
      }
    }
    if (membersB.isEmpty()) { // any region may be the first of a new part
      membersA.forEach(this::enqueue);
    }
    return between;
  }

  /** Computes a region's gain; returns the weight of its edges to the other part. */
  private double prepare(int region) {
    double across = 0;
    double within = 0;
    boolean border = false;
    for (int i = graph.start(region); i < graph.start(region + 1); i++) {
      int other = part[graph.neighbour(i)];
      if (other == part[region]) {
        within += graph.weight(i);
      } else if (other == a || other == b) {
        across += graph.weight(i);
        border = true;
      }
    }
    gain[region] = across - within;
    if (border) {
      enqueue(region);
    }
    return across;
  }

  private void enqueue(int region) {
    queue.add(new Entry(gain[region], region));
  }

  /** Tries all moves; returns the highest sum of gains. */
  double best() {
    double sum = 0;
    double highest = 0;
    best = 0;
    while (!queue.isEmpty()) {
      Entry next = queue.poll();
      int region = next.region();
      if (!moved[region] && next.gain() == gain[region]) {
        moved[region] = true;
        sequence.add(region);
        sum += next.gain();
        if (sum > highest) {
          highest = sum;
          best = sequence.size();
        }
        updateNeighbours(region);
      }
    }
    sequence.forEach(region -> moved[region] = false);
    return highest;
  }

  private void updateNeighbours(int region) {
    for (int i = graph.start(region); i < graph.start(region + 1); i++) {
      int neighbour = graph.neighbour(i);
      int other = part[neighbour];
      if ((other == a || other == b) && !moved[neighbour]) {
        gain[neighbour] += other == part[region] ? 2 * graph.weight(i) : -2 * graph.weight(i);
        enqueue(neighbour);
      }
    }
  }

  /** The moves up to the highest sum. */
  List<Integer> bestMoves() {
    return List.copyOf(sequence.subList(0, best));
  }
}
