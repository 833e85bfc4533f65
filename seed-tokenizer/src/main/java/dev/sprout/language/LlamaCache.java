package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys and values of B sequences of equal length, so that each new id costs one position. Arrays
 * are made once for the whole length. Not thread-safe.
 */
public final class LlamaCache {
  private final LlamaNetwork network;
  private final NDManager manager;
  private final int capacity;
  private final List<NDArray> keys = new ArrayList<>();
  private final List<NDArray> values = new ArrayList<>();
  private int length;

  LlamaCache(LlamaNetwork network, NDManager manager, int batch, int capacity) {
    LlamaConfig config = network.config();
    if (capacity > config.maxPositions()) {
      throw dev.sprout.nn.UserError.failure(
          "%d ids are too many for this language model; it reads up to %d",
          capacity, config.maxPositions());
    }
    this.network = network;
    this.manager = manager;
    this.capacity = capacity;
    Shape shape = new Shape(batch, config.keyValueHeads(), capacity, config.headWidth());
    for (int i = 0; i < config.layers(); i++) {
      keys.add(empty(shape));
      values.add(empty(shape));
    }
  }

  private NDArray empty(Shape shape) {
    return manager.zeros(shape, network.precision().getDataType());
  }

  /**
   * Reads further ids.
   *
   * @param ids int64 [B, T]; more than one at a time only into an empty cache
   * @return scores of the id after the last of them, [B, V]
   */
  public NDArray next(NDArray ids) {
    int count = (int) ids.getShape().get(1);
    if (length + count > capacity || (length > 0 && count > 1)) {
      throw new IllegalArgumentException(
          "%d ids after %d in a cache of %d".formatted(count, length, capacity));
    }
    NDManager scope = ids.getManager();
    NDArray mask = LlamaNetwork.causalMask(scope, count);
    NDArray begin = scope.create((long) length);
    NDArray x = network.embed(ids); // [B, T, D]
    for (int i = 0; i < keys.size(); i++) {
      x =
          network.call(
              "block_cached",
              LlamaNetwork.block(i),
              x,
              length,
              count,
              mask,
              keys.get(i),
              values.get(i),
              begin);
    }
    length += count;
    return network.head(x.get(new NDIndex(":, -1:"))).squeeze(1);
  }

  /** Goes on with copies of some sequences, in the order given. */
  void choose(int... rows) {
    for (List<NDArray> arrays : List.of(keys, values)) {
      for (int i = 0; i < arrays.size(); i++) {
        NDArray old = arrays.get(i);
        try (NDManager scope = manager.newSubManager()) {
          NDArray chosen = old.get(scope.create(longs(rows)));
          chosen.attach(manager);
          arrays.set(i, chosen);
        }
        old.close();
      }
    }
  }

  private static long[] longs(int... values) {
    return java.util.Arrays.stream(values).asLongStream().toArray();
  }
}
