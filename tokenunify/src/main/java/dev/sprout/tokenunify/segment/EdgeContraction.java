package dev.sprout.tokenunify.segment;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.util.Arrays;

/**
 * Contracts the edges of a region graph, cheapest first, with the semantics of waterz (Funke et al.
 * 2019). Several thresholds take one ascending pass. Used once; not thread-safe.
 */
final class EdgeContraction {
  private final MergeScores statistics;
  private final EdgeQueue queue;
  private final IncidentEdges edges;
  private final float[] scores; // as last computed, by edge
  private final boolean[] stale; // has changed since
  private final boolean[] deleted;
  private final int[] name; // region whose id a contracted node carries
  private final MergeHistory.Recorder history;

  EdgeContraction(RegionGraph graph, MergeScores statistics, EdgeQueue queue) {
    this.statistics = statistics;
    this.queue = queue;
    edges = new IncidentEdges(graph);
    scores = new float[graph.edges()];
    stale = new boolean[scores.length];
    deleted = new boolean[scores.length];
    name = new int[graph.regions().length];
    Arrays.setAll(name, i -> i);
    history = new MergeHistory.Recorder(graph.regions());
    for (int edge = 0; edge < scores.length; edge++) {
      enqueue(edge);
    }
  }

  /** Scores of the edges at first; a copy. */
  float[] scores() {
    return scores.clone();
  }

  /**
   * Merges until the next edge's score isn't below the threshold, for one threshold after the
   * other.
   *
   * @param thresholds as {@link #check} accepts them
   */
  MergeHistory run(double... thresholds) {
    check(thresholds);
    for (double threshold : thresholds) {
      mergeBelow((float) threshold);
      history.mark();
    }
    return history.history();
  }

  /** Checks that thresholds rise, from 0 to 1. */
  static void check(double... thresholds) {
    for (int i = 0; i < thresholds.length; i++) {
      Require.between("thresholds", thresholds[i], 0, 1);
      if (i > 0 && !(thresholds[i] > thresholds[i - 1])) {
        throw UserError.invalid("thresholds", Arrays.toString(thresholds), "a rising list");
      }
    }
  }

  /** Scores inside a bin of the queue aren't in order: a dearer edge at its head ends the pass. */
  private void mergeBelow(float threshold) {
    while (!queue.isEmpty() && scores[queue.head()] < threshold) {
      int edge = queue.head();
      queue.pop();
      if (stale[edge] && !deleted[edge]) {
        stale[edge] = false;
        enqueue(edge);
      } else if (!deleted[edge]) {
        merge(edge);
      }
    }
  }

  private void enqueue(int edge) {
    scores[edge] = statistics.score(edge);
    queue.push(edge, scores[edge]);
  }

  /** Joins the edge's regions under the smaller id; the one with fewer edges hands them over. */
  private void merge(int edge) {
    int u = edges.u(edge);
    int v = edges.v(edge);
    int into = edges.degree(u) >= edges.degree(v) ? u : v;
    int from = into == u ? v : u;
    int kept = Math.min(name[u], name[v]);
    history.merge(kept, Math.max(name[u], name[v]), scores[edge]);
    boolean intoSurvives = name[into] == kept;
    delete(edge);
    while (edges.degree(from) > 0) {
      int moving = edges.any(from);
      int neighbour = edges.opposite(moving, from);
      int staying = edges.between(into, neighbour);
      if (staying < 0) {
        edges.move(moving, from, into);
      } else if (keepsStaying(moving, staying, intoSurvives)) {
        mergeEdges(moving, staying);
      } else {
        mergeEdges(staying, moving);
        edges.move(moving, from, into);
      }
    }
    name[into] = kept;
  }

  /** The cheaper edge is kept; among equals that of the absorbed region. */
  private boolean keepsStaying(int moving, int staying, boolean intoSurvives) {
    return scores[moving] > scores[staying] || (scores[moving] == scores[staying] && !intoSurvives);
  }

  private void mergeEdges(int from, int into) {
    statistics.merge(from, into);
    stale[into] = true;
    delete(from);
  }

  private void delete(int edge) {
    edges.remove(edge);
    deleted[edge] = true;
  }
}
