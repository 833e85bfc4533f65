package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.arrays.Storage;

/**
 * Hierarchical agglomeration of fragments into neurons, with the semantics of waterz (Funke et al.
 * 2019). The volume is given in slabs of sections, from z = 0 on; only the region graph is kept, in
 * Java's memory or in files, and how the volume is cut into slabs changes no bit. Not thread-safe.
 */
public final class Agglomeration {
  private final MergeRule rule;
  private final MergeScores scores;
  private RegionGraphBuilder builder; // null once its graph is built

  /** Starts with an empty volume, whose graph is to lie in Java's memory. */
  public Agglomeration(MergeRule rule) {
    this(rule, Storage.MEMORY);
  }

  /**
   * Starts with an empty volume.
   *
   * @param storage of the graph, some 100 bytes an edge
   */
  public Agglomeration(MergeRule rule, Storage storage) {
    this.rule = rule;
    scores = rule.scores(storage);
    builder = new RegionGraphBuilder(scores, storage);
  }

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

  /**
   * Merges until the next score isn't below the threshold, for each threshold in one pass. Called
   * once, after the last section.
   *
   * @param thresholds rising, on scores from 0 to 1; the higher, the more merges
   * @throws dev.sprout.core.UserError when they don't rise
   */
  public MergeHistory run(double... thresholds) {
    EdgeContraction.check(thresholds);
    return contraction().run(thresholds);
  }

  EdgeContraction contraction() {
    RegionGraph graph = builder.build();
    builder = null;
    return new EdgeContraction(graph, scores, rule.queue(graph.edges(), graph.storage()));
  }
}
