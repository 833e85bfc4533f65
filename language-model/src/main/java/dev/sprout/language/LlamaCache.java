package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The key-value cache of a batch of growing sequences. Every row has a length of its own: it writes
 * behind it and attends up to it, so that rows need no padding in front and no result depends on
 * the other rows. Not thread-safe.
 */
public final class LlamaCache implements AutoCloseable {
  private final LlamaNetwork network;
  private final NDManager manager;
  private final int capacity;
  private final List<NDArray> keys = new ArrayList<>(); // of each block [B, G, capacity, H]
  private final List<NDArray> values = new ArrayList<>(); // alike
  private int[] lengths; // of each row

  LlamaCache(LlamaNetwork network, int rows, int capacity, NDManager parent) {
    LlamaConfig config = network.config();
    this.network = network;
    this.manager = parent.newSubManager();
    this.capacity = capacity;
    this.lengths = new int[rows];
    for (int i = 0; i < config.layers(); i++) {
      keys.add(kvBuffer(rows, config));
      values.add(kvBuffer(rows, config));
    }
  }

  private NDArray kvBuffer(int rows, LlamaConfig config) {
    return network.kvBuffer(manager, rows, config.keyValueHeads(), capacity, config.headWidth());
  }

  /**
   * Appends one or more ids to every row.
   *
   * @param ids of each row
   * @param owner manager of the result
   * @return logits of the next id of each row, float32 [B, V]
   * @throws IllegalArgumentException when a row gets nothing or the longest one exceeds the
   *     capacity
   */
  public NDArray append(List<long[]> ids, NDManager owner) {
    int longest = ids.stream().mapToInt(row -> row.length).max().orElse(0);
    int used = longest + Arrays.stream(lengths).max().orElse(0);
    if (ids.size() != lengths.length || ids.stream().anyMatch(row -> row.length == 0)) {
      throw new IllegalArgumentException("each of " + lengths.length + " rows needs an id");
    } else if (used > capacity) {
      throw new IllegalArgumentException(used + " positions in a cache of " + capacity);
    }
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = run(scope, ids, longest, used); // [B, T, D]
      long[] last = ids.stream().mapToLong(row -> row.length - 1).toArray();
      NDArray logits = network.head(LlamaNetwork.last(x, scope.create(last)));
      logits.attach(owner);
      for (int i = 0; i < lengths.length; i++) {
        lengths[i] += ids.get(i).length;
      }
      return logits;
    }
  }

  /** Runs all blocks; what padding at the end of short rows writes is overwritten before use. */
  private NDArray run(NDManager scope, List<long[]> ids, int longest, int used) {
    long[] padded = new long[ids.size() * longest];
    long[] indices = new long[padded.length];
    for (int i = 0; i < ids.size(); i++) {
      System.arraycopy(ids.get(i), 0, padded, i * longest, ids.get(i).length);
      for (int t = 0; t < longest; t++) {
        indices[i * longest + t] = (long) lengths[i] + t;
      }
    }
    Shape shape = new Shape(ids.size(), longest);
    NDArray positions = scope.create(indices, shape); // [B, T]
    NDArray mask = LlamaNetwork.mask(positions, scope.arange(0, used, 1, DataType.INT64));
    NDList rotary = network.rotaryTables(positions);
    NDArray x = network.embed(scope.create(padded, shape));
    for (int i = 0; i < keys.size(); i++) {
      x = network.cachedBlock(i, x, rotary, mask, keys.get(i), values.get(i), positions);
    }
    return x;
  }

  /**
   * Keeps some rows, in a new order; rows may repeat, as in beam search.
   *
   * @param rows index of the row that each new one continues
   */
  public void select(int[] rows) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray index = scope.create(Arrays.stream(rows).asLongStream().toArray());
      for (List<NDArray> store : List.of(keys, values)) {
        store.replaceAll(
            old -> {
              NDArray selected = LlamaNetwork.select(old, index);
              selected.attach(manager);
              old.close();
              return selected;
            });
      }
    }
    lengths = Arrays.stream(rows).map(row -> lengths[row]).toArray();
  }

  @Override
  public void close() {
    manager.close();
  }
}
