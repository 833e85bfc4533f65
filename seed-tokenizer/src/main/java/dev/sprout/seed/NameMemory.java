package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Cached text embeddings of all concept names, recomputed every few steps: names are thousands and
 * change little in a step. Refreshed by one thread while no other reads.
 */
final class NameMemory {
  private static final int BATCH = 128;

  private final SeedNetwork network;
  private final List<long[]> names;
  private final long interval;
  private final NDManager manager;
  private NDArray embeddings;

  /**
   * Creates the cache, empty until refreshed.
   *
   * @param names word ids of C names
   * @param interval steps between refreshes
   * @param manager owner of the embeddings
   */
  NameMemory(SeedNetwork network, List<long[]> names, long interval, NDManager manager) {
    this.network = network;
    this.names = names;
    this.interval = interval;
    this.manager = manager;
  }

  /** Recomputes the embeddings at the first step of each interval and of the run. */
  void refresh(long step) {
    if (embeddings != null && (step - 1) % interval != 0) {
      return;
    }
    int width = network.config().contrastWidth();
    float[] vectors = new float[names.size() * width];
    for (int begin = 0; begin < names.size(); begin += BATCH) {
      List<long[]> some = names.subList(begin, Math.min(names.size(), begin + BATCH));
      try (NDManager scope = manager.newSubManager()) {
        float[] found = network.textEmbedding(TextBatch.of(some, scope)).toFloatArray();
        System.arraycopy(found, 0, vectors, begin * width, found.length);
      }
    }
    if (embeddings != null) {
      embeddings.close();
    }
    embeddings = manager.create(vectors, new Shape(names.size(), width));
  }

  /** Name embeddings, unit [C, P], without gradient. */
  NDArray embeddings() {
    return embeddings;
  }
}
