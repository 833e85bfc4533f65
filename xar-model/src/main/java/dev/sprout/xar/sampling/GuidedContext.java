package dev.sprout.xar.sampling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.sprout.flow.Guidance;
import dev.sprout.xar.network.Conditions;
import dev.sprout.xar.network.XarCache;
import dev.sprout.xar.network.XarNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * Guided velocity of an entity in the context of the finished ones. Cache rows 0 to B − 1 are
 * conditional, rows B to 2B − 1 unconditional; each half is filled only when needed. Not
 * thread-safe.
 */
final class GuidedContext implements AutoCloseable {
  private final XarCache cache;
  private final long batch;
  private final List<NDArray> clean = new ArrayList<>();
  private int cached;
  private int cachedUnconditional;

  GuidedContext(
      XarNetwork network, NDManager manager, Conditions conditions, Conditions unconditional) {
    this.batch = conditions.pictures();
    Conditions free = network.complete(unconditional, manager);
    Conditions both = network.complete(conditions, manager).and(free, manager); // 2B pictures
    this.cache = network.cache(manager, both);
  }

  /** Announces the times of the next entity's evaluations, in order; context is at time 0. */
  void expect(List<Double> times) {
    List<Double> all = new ArrayList<>(times);
    all.add(0.0);
    cache.expect(all);
  }

  /** Appends a finished entity [B, S, C] to the context. */
  void append(NDArray entity) {
    clean.add(entity);
  }

  /** Guided velocity of the next entity, [B, S, C]. */
  NDArray velocity(NDArray x, double t, double scale) {
    if (!Guidance.needsUnconditional(scale)) {
      cached = prefill(cached, 0, 1);
      return cache.velocity(clean.size(), x, t, 0);
    }
    if (cached == cachedUnconditional) {
      cached = prefill(cached, 0, 2);
      cachedUnconditional = cached;
    } else {
      cached = prefill(cached, 0, 1);
      cachedUnconditional = prefill(cachedUnconditional, batch, 1);
    }
    try (NDManager scope = x.getManager().newSubManager()) {
      NDArray both = NDArrays.concat(new NDList(x, x), 0);
      both.attach(scope);
      NDArray velocity = cache.velocity(clean.size(), both, t, 0); // [2B, S, C]
      NDArray conditional = velocity.get(scope, new NDIndex("0:" + batch));
      NDArray free = velocity.get(scope, new NDIndex(batch + ":"));
      NDArray guided = Guidance.combine(free, conditional, scale);
      guided.attach(x.getManager());
      return guided;
    }
  }

  /** Caches finished entities in one or both halves; returns the number of cached ones. */
  private int prefill(int from, long firstRow, int halves) {
    for (int entity = from; entity < clean.size(); entity++) {
      try (NDManager scope = clean.get(entity).getManager().newSubManager()) {
        NDArray rows = clean.get(entity).tile(new long[] {halves, 1, 1});
        rows.attach(scope);
        cache.velocity(entity, rows, 0, firstRow).close();
      }
    }
    return clean.size();
  }

  @Override
  public void close() {
    cache.close();
  }
}
