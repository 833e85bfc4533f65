package dev.sprout.tokenunify.segment;

/** Edges by score; an edge is in the queue at most once. */
sealed interface EdgeQueue permits BinQueue, HeapQueue {
  boolean isEmpty();

  void push(int edge, float score);

  /** The next edge, which stays. */
  int head();

  /** Removes the next edge. */
  void pop();
}
