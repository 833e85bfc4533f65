package dev.sprout.tokenunify.segment;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.arrays.ByteArray;
import dev.sprout.tokenunify.arrays.FloatArray;
import dev.sprout.tokenunify.arrays.IntArray;
import dev.sprout.tokenunify.arrays.Storage;
import java.util.Arrays;

/**
 * Contracts the edges of a region graph, cheapest first, with the semantics of waterz (Funke et al.
 * 2019). Several thresholds take one ascending pass. Used once; not thread-safe.
 */
final class EdgeContraction {
  private static final byte CURRENT = 0;
  private static final byte STALE = 1; // has changed since
  private static final byte DELETED = 2;

  private final MergeScores statistics;
  private final EdgeQueue queue;
  private final IncidentEdges edges;
  private final FloatArray scores; // as last computed, by edge
  private final ByteArray states; // by edge: whether its score is that of now
  private final IntArray names; // region whose id a contracted node carries
  private final MergeHistory.Recorder history;

  EdgeContraction(RegionGraph graph, MergeScores statistics, EdgeQueue queue) {
    this.statistics = statistics;
    this.queue = queue;
    edges = new IncidentEdges(graph);
    Storage storage = graph.storage();
    scores = new FloatArray(storage, graph.edges());
    states = new ByteArray(storage, graph.edges());
    names = new IntArray(storage, graph.regions());
    for (int region = 0; region < graph.regions(); region++) {
      names.set(region, region);
    }
    history = new MergeHistory.Recorder(graph.ids());
    for (int edge = 0; edge < graph.edges(); edge++) {
      enqueue(edge);
    }
  }

  /** Scores of the edges at first; a copy. */
  float[] scores() {
    float[] copy = new float[(int) scores.size()];
    for (int edge = 0; edge < copy.length; edge++) {
      copy[edge] = scores.get(edge);
    }
    return copy;
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
    while (!queue.isEmpty() && scores.get(queue.head()) < threshold) {
      int edge = queue.head();
      queue.pop();
      if (states.get(edge) == STALE) {
        states.set(edge, CURRENT);
        enqueue(edge);
      } else if (states.get(edge) == CURRENT) {
        merge(edge);
      }
    }
  }

  private void enqueue(int edge) {
    float score = statistics.score(edge);
    scores.set(edge, score);
    queue.push(edge, score);
  }

  /** Joins the edge's regions under the smaller id; the one with fewer edges hands them over. */
  private void merge(int edge) {
    int u = edges.u(edge);
    int v = edges.v(edge);
    int into = edges.degree(u) >= edges.degree(v) ? u : v;
    int from = into == u ? v : u;
    int kept = Math.min(names.get(u), names.get(v));
    history.merge(kept, Math.max(names.get(u), names.get(v)), scores.get(edge));
    boolean intoSurvives = names.get(into) == kept;
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
    names.set(into, kept);
  }

  /** The cheaper edge is kept; among equals that of the absorbed region. */
  private boolean keepsStaying(int moving, int staying, boolean intoSurvives) {
    float ofMoving = scores.get(moving);
    float ofStaying = scores.get(staying);
    return ofMoving > ofStaying || (ofMoving == ofStaying && !intoSurvives);
  }

  private void mergeEdges(int from, int into) {
    statistics.merge(from, into);
    states.set(into, STALE);
    delete(from);
  }

  private void delete(int edge) {
    edges.remove(edge);
    states.set(edge, DELETED);
  }
}
