package dev.sprout.nn.data;

import dev.sprout.nn.random.RandomStream;

/**
 * Which examples each training step sees: a new random order every epoch, as a function of seed and
 * step alone, so that a run can go on at any step. Not thread-safe.
 */
public final class EpochOrder {
  private final int size;
  private final long seed;
  private long epoch = -1;
  private int[] order;

  /** An order over {@code size} ≥ 1 examples. */
  public EpochOrder(int size, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException("no examples to order");
    }
    this.size = size;
    this.seed = seed;
  }

  /** The examples of a step, counted from 1; a batch may run across epochs. */
  public int[] indices(long step, int batch) {
    int[] indices = new int[batch];
    for (int i = 0; i < batch; i++) {
      indices[i] = at((step - 1) * batch + i);
    }
    return indices;
  }

  private int at(long position) {
    long wanted = position / size;
    if (wanted != epoch) {
      order = new RandomStream(seed, wanted).permutation(size);
      epoch = wanted;
    }
    return order[(int) (position % size)];
  }
}
