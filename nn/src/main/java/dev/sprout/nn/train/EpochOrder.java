package dev.sprout.nn.train;

import dev.sprout.core.RandomStream;
import java.util.stream.IntStream;

/**
 * Which examples each training step sees: a new random order every epoch, as a function of seed and
 * step alone, so that a run can go on at any step with nothing saved. Thread-safe.
 */
public final class EpochOrder {
  /** Keeps the orders apart from the noise that steps draw from (seed, step). */
  private static final long STREAM = 0x65706f6368L;

  private final int[] examples;
  private final long seed;
  private volatile Epoch latest;

  private record Epoch(long number, int[] order) {}

  /**
   * An order over the examples 0..size−1.
   *
   * @param size number of examples, ≥ 1
   */
  public EpochOrder(int size, long seed) {
    this(IntStream.range(0, size).toArray(), seed);
  }

  /**
   * An order over some examples of a source.
   *
   * @param examples their indices, at least one
   */
  public EpochOrder(int[] examples, long seed) {
    if (examples.length < 1) {
      throw new IllegalArgumentException("no examples to order");
    }
    this.examples = examples.clone();
    this.seed = seed;
  }

  /**
   * The examples of a step. Batches run on across epochs, so every example comes once in each
   * epoch's worth of indices.
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
      int size = examples.length;
      indices[i] = examples[epoch((first + i) / size).order[(int) ((first + i) % size)]];
    }
    return indices;
  }

  private Epoch epoch(long number) {
    Epoch epoch = latest;
    if (epoch == null || epoch.number != number) {
      epoch =
          new Epoch(number, new RandomStream(seed, STREAM, number).permutation(examples.length));
      latest = epoch;
    }
    return epoch;
  }
}
