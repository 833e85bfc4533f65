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
 * Keys and values of growing sequences, in memory taken once. Every row has its own length: it
 * writes to its own next slots and sees its own earlier ones, so that rows of different length need
 * no alignment and results don't depend on the other rows. Not thread-safe.
 */
public final class LlamaCache implements AutoCloseable {
  private final LlamaNetwork network;
  private final NDManager manager;
  private final int capacity;
  private final List<NDArray> keys = new ArrayList<>();
  private final List<NDArray> values = new ArrayList<>();
  private int[] lengths;

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
   * Continues every row by one or more ids.
   *
   * @param ids of each row
   * @param owner of the result
   * @return logits of what follows each row, float32 [B, V]
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

  /** Short rows are filled up behind their end; what that writes is later overwritten unseen. */
  private NDArray run(NDManager scope, List<long[]> ids, int longest, int used) {
    long[] filled = new long[ids.size() * longest];
    long[] places = new long[filled.length];
    for (int i = 0; i < ids.size(); i++) {
      System.arraycopy(ids.get(i), 0, filled, i * longest, ids.get(i).length);
      for (int t = 0; t < longest; t++) {
        places[i * longest + t] = (long) lengths[i] + t;
      }
    }
    Shape shape = new Shape(ids.size(), longest);
    NDArray positions = scope.create(places, shape); // [B, T]
    NDArray mask = LlamaNetwork.mask(positions, scope.arange(0, used, 1, DataType.INT64));
    NDList rotary = network.rotaryTables(positions);
    NDArray x = network.embed(scope.create(filled, shape));
    for (int i = 0; i < keys.size(); i++) {
      x = network.cachedBlock(i, x, rotary, mask, keys.get(i), values.get(i), positions);
    }
    return x;
  }

  /**
   * Goes on with some rows, which may repeat, as beam search does, or be left out.
   *
   * @param rows the present row that each new one continues
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
