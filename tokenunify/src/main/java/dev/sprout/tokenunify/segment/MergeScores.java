package dev.sprout.tokenunify.segment;

/** Scores of edges, which change as edges are merged: the lower, the sooner its regions join. */
sealed interface MergeScores extends EdgeStatistics permits QuantileScores, MeanScores {
  /** The edge's score, 1 − affinity. */
  float score(int edge);

  /** Adds what is known of one edge to another. */
  void merge(int from, int into);
}
