package dev.sprout.nn.data;

import dev.sprout.nn.random.RandomStream;

/**
 * Which examples each training step sees: a new random order every epoch, as a function of seed and
 * step alone, so that a run can go on at any step with nothing saved. Thread-safe.
 */
public final class EpochOrder {
  /** Keeps the orders apart from the noise that steps draw from (seed, step). */
  private static final long STREAM = 0x65706f6368L;

  private final int size;
  private final long seed;
  private volatile Epoch latest;

  private record Epoch(long number, int[] order) {}

  /**
   * An order over examples.
   *
   * @param size number of examples, ≥ 1
   */
  public EpochOrder(int size, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException("no examples to order");
    }
    this.size = size;
    this.seed = seed;
  }

  /**
   * The examples of a step, each in 0..size−1. Batches run on across epochs, so every example comes
   * once in each {@code size} indices.
   *
   * @param step counted from 1
   * @param batch examples a step, ≥ 1
   */
  public int[] indices(long step, int batch) {
    if (step < 1 || batch < 1) {
      throw new IllegalArgumentException("no step %d of %d examples".formatted(step, batch));
    }
    long first = Math.multiplyExact(step - 1, batch);
    int[] indices = new int[batch];
    for (int i = 0; i < batch; i++) {
      indices[i] = epoch((first + i) / size).order[(int) ((first + i) % size)];
    }
    return indices;
  }

  private Epoch epoch(long number) {
    Epoch epoch = latest;
    if (epoch == null || epoch.number != number) {
      epoch = new Epoch(number, new RandomStream(seed, STREAM, number).permutation(size));
      latest = epoch;
    }
    return epoch;
  }
}
