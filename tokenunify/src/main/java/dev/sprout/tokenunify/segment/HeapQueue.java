package dev.sprout.tokenunify.segment;

/** Edges in the exact order of their scores, equal ones by number: a binary heap. */
final class HeapQueue implements EdgeQueue {
  private final long[] heap; // bits of the score << 32 | edge; scores aren't negative
  private int size;

  HeapQueue(int edges) {
    heap = new long[edges];
  }

  @Override
  public boolean isEmpty() {
    return size == 0;
  }

  @Override
  public void push(int edge, float score) {
    long entry = (long) Float.floatToIntBits(score) << 32 | edge;
    int i = size++;
    while (i > 0 && heap[(i - 1) / 2] > entry) {
      heap[i] = heap[(i - 1) / 2];
      i = (i - 1) / 2;
    }
    heap[i] = entry;
  }

  @Override
  public int head() {
    return (int) heap[0];
  }

  @Override
  public void pop() {
    long entry = heap[--size];
    int i = 0;
    for (int child = 1; child < size; child = 2 * i + 1) {
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= entry) {
        break;
      }
      heap[i] = heap[child];
      i = child;
    }
    heap[i] = entry;
  }
}
