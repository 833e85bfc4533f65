package dev.sprout.xar.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Modulations of all blocks (adaptive layer normalisation; DiT, arXiv 2212.09748, section 3.2) in
 * one sampling run. They depend on time and class alone, and all entities take the same times.
 * Those of the times ahead are computed together, which reads their weights, a third of the
 * network's, once and not at every evaluation. Not thread-safe.
 */
final class Modulations {
  /** Most numbers kept, unless those of one time are more: 64 MB in float32. */
  private static final long MOST_NUMBERS = 1 << 24;

  private final XarNetwork network;
  private final NDManager manager;
  private final NDArray classes;
  private final int mostTimes;
  private List<Double> ahead = List.of();
  private List<Double> times = List.of();
  private NDArray table; // [R, T, K, 6·D]

  /**
   * Creates the modulations of a run.
   *
   * @param classes class embeddings, [R, D]
   * @param manager owner of the computed modulations
   */
  Modulations(XarNetwork network, NDArray classes, NDManager manager) {
    this(network, classes, manager, MOST_NUMBERS);
  }

  /** Creates modulations that keep fewer or more numbers. */
  Modulations(XarNetwork network, NDArray classes, NDManager manager, long mostNumbers) {
    this.network = network;
    this.classes = classes;
    this.manager = manager;
    long ofOneTime = classes.size(0) * network.config().modulations();
    this.mostTimes = (int) Math.max(1, mostNumbers / ofOneTime);
  }

  /** Announces the times of the next evaluations, in order; other times may come as well. */
  void expect(List<Double> next) {
    ahead = next.stream().distinct().toList();
  }

  /**
   * Modulations at a time.
   *
   * @param rows range of the R rows
   * @param scope owner of the result
   * @return [rows, K, 6·D] of the K blocks, valid until the next call
   */
  NDArray at(double time, String rows, NDManager scope) {
    if (!times.contains(time)) {
      compute(time);
    }
    return table.get(scope, new NDIndex(rows + ", " + times.indexOf(time)));
  }

  /** Computes those of a time and of the announced ones behind it, as many as are kept. */
  private void compute(double time) {
    int first = ahead.indexOf(time);
    times =
        first < 0 ? List.of(time) : ahead.subList(first, Math.min(ahead.size(), first + mostTimes));
    if (table != null) {
      table.close();
    }
    float[] row = new float[times.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = times.get(i).floatValue();
    }
    try (NDManager scope = manager.newSubManager()) {
      NDArray all =
          scope.create(row, new Shape(1, row.length)).repeat(0, classes.size(0)); // [R, T]
      table = network.modulations(all, classes);
      table.attach(manager);
    }
  }
}
