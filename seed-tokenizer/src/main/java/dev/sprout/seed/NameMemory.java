package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Text embeddings of the names of all concepts, computed every few steps only: a picture is
 * compared with thousands of names, of which each step changes little. Refreshed by one thread
 * while no other reads.
 */
final class NameMemory {
  private static final int BATCH = 128;

  private final SeedNetwork network;
  private final List<long[]> names;
  private final long interval;
  private final NDManager manager;
  private NDArray embeddings;

  /**
   * A memory, empty until it is refreshed.
   *
   * @param names ids of C names
   * @param interval steps between refreshments
   * @param manager owns the embeddings
   */
  NameMemory(SeedNetwork network, List<long[]> names, long interval, NDManager manager) {
    this.network = network;
    this.names = names;
    this.interval = interval;
    this.manager = manager;
  }

  /** Computes the embeddings anew where a step is the first of an interval, or of the run. */
  void refresh(long step) {
    if (embeddings != null && (step - 1) % interval != 0) {
      return;
    }
    int width = network.config().contrastWidth();
    float[] vectors = new float[names.size() * width];
    for (int begin = 0; begin < names.size(); begin += BATCH) {
      List<long[]> some = names.subList(begin, Math.min(names.size(), begin + BATCH));
      try (NDManager scope = manager.newSubManager()) {
        float[] found = network.textVector(TextBatch.of(some, scope)).toFloatArray();
        System.arraycopy(found, 0, vectors, begin * width, found.length);
      }
    }
    if (embeddings != null) {
      embeddings.close();
    }
    embeddings = manager.create(vectors, new Shape(names.size(), width));
  }

  /** Unit vectors [C, P], constant: no gradient reaches the text branch through them. */
  NDArray embeddings() {
    return embeddings;
  }
}
