package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.arrays.Storage;
import dev.sprout.tokenunify.labels.LabelMap;

/**
 * Multicut of the region graph: the partition of fragments whose cut edges cost least in all, by
 * greedy additive edge contraction improved by Kernighan and Lin's moves (Keuper et al. 2015). The
 * volume is given in slabs of sections, from z = 0 on; only the region graph is kept, and how the
 * volume is cut into slabs changes no bit. Not thread-safe.
 */
public final class Multicut {
  private final BoundaryEvidence evidence = new BoundaryEvidence();
  private final RegionGraphBuilder builder = new RegionGraphBuilder(evidence, Storage.MEMORY);

  /**
   * Takes in the next sections.
   *
   * @param fragments ids, {@code [D, H, W]}; 0 takes no part
   * @throws dev.sprout.core.UserError when the size of a section changes
   */
  public void add(long[] fragments, Affinities affinities) {
    builder.add(fragments, affinities);
  }

  /** Takes in the contacts of the next sections, in place of these. */
  public void add(Contacts contacts) {
    builder.add(contacts);
  }

  /** The segment of every fragment, named by its smallest one. Called once. */
  public LabelMap run() {
    Problem problem = problem();
    int[] partition = KernighanLin.improved(problem.graph(), problem.greedy());
    LabelMap segments = new LabelMap();
    RegionGraph graph = problem.graph().graph();
    for (int region = 0; region < graph.regions(); region++) {
      segments.put(graph.id(region), graph.id(partition[region]));
    }
    return segments;
  }

  Problem problem() {
    RegionGraph graph = builder.build();
    return new Problem(new WeightedGraph(graph, evidence.costs()), evidence);
  }

  /** A graph with costs. */
  record Problem(WeightedGraph graph, BoundaryEvidence evidence) {
    int[] greedy() {
      return GreedyContraction.of(graph);
    }
  }
}
