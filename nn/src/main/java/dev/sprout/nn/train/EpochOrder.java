package dev.sprout.nn.train;

import dev.sprout.core.RandomStream;
import java.util.stream.IntStream;

/**
 * Order of training examples: a new permutation every epoch, a function of seed and step alone, so
 * that a run resumes at any step without stored state. Thread-safe.
 */
public final class EpochOrder {
  /** Offset that separates the orders' streams from the steps' noise streams (seed, step). */
  private static final long STREAM = 0x65706f6368L;

  private final int[] examples;
  private final long seed;
  private volatile Epoch latest;

  private record Epoch(long number, int[] order) {}

  /**
   * Creates an order of examples 0 to size − 1.
   *
   * @param size number of examples, ≥ 1
   */
  public EpochOrder(int size, long seed) {
    this(IntStream.range(0, size).toArray(), seed);
  }

  /**
   * Creates an order of selected examples.
   *
   * @param examples indices of the examples, at least one
   */
  public EpochOrder(int[] examples, long seed) {
    if (examples.length < 1) {
      throw new IllegalArgumentException("no examples to order");
    }
    this.examples = examples.clone();
    this.seed = seed;
  }

  /**
   * Examples of a step. Batches continue across epochs, so every example occurs once per epoch.
   *
   * @param step number of the step, from 1
   * @param batch examples per step, ≥ 1
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
