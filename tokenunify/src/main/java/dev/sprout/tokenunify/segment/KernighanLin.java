package dev.sprout.tokenunify.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Kernighan and Lin's improvement of a partition, with joins (Keuper et al. 2015): for each two
 * neighbouring parts the best sequence of moves of regions between them, or their union; for each
 * part the best sequence that moves regions out into a new one; until nothing improves.
 */
final class KernighanLin {
  /** Smaller gains are rounding. */
  private static final double LEAST_GAIN = 1e-10;

  private final WeightedGraph graph;
  private final int[] part; // by region
  private final List<Set<Integer>> members = new ArrayList<>(); // by part
  private boolean[] changed; // by part, in the last round
  private boolean[] changing;
  private final RegionMoves moves;

  private KernighanLin(WeightedGraph graph, int[] partition) {
    this.graph = graph;
    part = new int[partition.length];
    Map<Integer, Integer> numbers = new LinkedHashMap<>();
    for (int region = 0; region < part.length; region++) {
      part[region] = numbers.computeIfAbsent(partition[region], p -> numbers.size());
      if (part[region] == members.size()) {
        members.add(new LinkedHashSet<>());
      }
      members.get(part[region]).add(region);
    }
    changed = new boolean[members.size()];
    Arrays.fill(changed, true);
    moves = new RegionMoves(graph, part);
  }

  /** The partition after all improvements, in connected parts named by their smallest region. */
  static int[] improved(WeightedGraph graph, int[] partition) {
    KernighanLin search = new KernighanLin(graph, partition);
    boolean improved = true;
    while (improved) {
      improved = search.round();
    }
    return graph.pieces(search.part);
  }

  private boolean round() {
    changing = new boolean[members.size()];
    boolean improved = false;
    for (int[] pair : neighbouringParts()) {
      if (changed[pair[0]] || changed[pair[1]]) {
        improved |= improvePair(pair[0], pair[1]);
      }
    }
    int parts = members.size();
    for (int p = 0; p < parts; p++) {
      if (changed[p] || changing[p]) {
        improved |= splitOff(p);
      }
    }
    changed = changing;
    return improved;
  }

  /** Pairs of parts with an edge between them, each once, in order. */
  private List<int[]> neighbouringParts() {
    RegionGraph regions = graph.graph();
    Set<Long> keys = new TreeSet<>();
    for (int edge = 0; edge < regions.edges(); edge++) {
      int a = part[regions.u(edge)];
      int b = part[regions.v(edge)];
      if (a != b) {
        keys.add(RegionGraph.key(a, b));
      }
    }
    return keys.stream().map(key -> new int[] {(int) (key >>> 32), key.intValue()}).toList();
  }

  private boolean improvePair(int a, int b) {
    if (members.get(a).isEmpty() || members.get(b).isEmpty()) {
      return false;
    }
    double join = moves.begin(members.get(a), members.get(b), a, b);
    double gain = moves.best();
    if (join > LEAST_GAIN && join >= gain) {
      moveAll(List.copyOf(members.get(b)), a, b);
      return true;
    }
    return accept(gain, a, b);
  }

  /** Moves regions of a part out into a new one. */
  private boolean splitOff(int p) {
    boolean improved = false;
    while (members.get(p).size() > 1) {
      int fresh = members.size();
      members.add(new LinkedHashSet<>());
      changing = Arrays.copyOf(changing, members.size());
      moves.begin(members.get(p), Set.of(), p, fresh);
      if (!accept(moves.best(), p, fresh)) {
        members.remove(fresh);
        changing = Arrays.copyOf(changing, members.size());
        break;
      }
      improved = true;
    }
    return improved;
  }

  private boolean accept(double gain, int a, int b) {
    if (gain <= LEAST_GAIN) {
      return false;
    }
    moveAll(moves.bestMoves(), a, b);
    return true;
  }

  /** Moves regions from one of two parts to the other. */
  private void moveAll(List<Integer> regions, int a, int b) {
    for (int region : regions) {
      int from = part[region];
      int to = from == a ? b : a;
      members.get(from).remove(region);
      members.get(to).add(region);
      part[region] = to;
    }
    changing[a] = true;
    changing[b] = true;
  }
}
