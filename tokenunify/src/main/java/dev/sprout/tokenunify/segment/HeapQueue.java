package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.arrays.LongArray;
import dev.sprout.tokenunify.arrays.Storage;

/** Edges in the exact order of their scores, equal ones by number: a binary heap. */
final class HeapQueue implements EdgeQueue {
  private final LongArray heap; // bits of the score << 32 | edge; scores aren't negative
  private int size;

  HeapQueue(int edges, Storage storage) {
    heap = new LongArray(storage, edges);
  }

  @Override
  public boolean isEmpty() {
    return size == 0;
  }

  @Override
  public void push(int edge, float score) {
    long entry = (long) Float.floatToIntBits(score) << 32 | edge;
    int i = size++;
    while (i > 0 && heap.get((i - 1) / 2) > entry) {
      heap.set(i, heap.get((i - 1) / 2));
      i = (i - 1) / 2;
    }
    heap.set(i, entry);
  }

  @Override
  public int head() {
    return (int) heap.get(0);
  }

  @Override
  public void pop() {
    long entry = heap.get(--size);
    int i = 0;
    for (int child = 1; child < size; child = 2 * i + 1) {
      if (child + 1 < size && heap.get(child + 1) < heap.get(child)) {
        child++;
      }
      if (heap.get(child) >= entry) {
        break;
      }
      heap.set(i, heap.get(child));
      i = child;
    }
    heap.set(i, entry);
  }
}
