package dev.sprout.xar.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.ops.TorchOps;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state of one sampling run: keys and values of the clean entities so far, in memory taken
 * once. The entity being drawn writes its own behind them at every evaluation. Not thread-safe.
 */
public final class XarCache implements AutoCloseable {
  private final XarNetwork network;
  private final NDManager manager;
  private final NDArray labels;
  private final Map<String, NDArray> keys = new LinkedHashMap<>();
  private final Map<String, NDArray> values = new LinkedHashMap<>();
  private int entities;

  XarCache(XarNetwork network, NDManager parent, NDArray labels) {
    this.network = network;
    this.manager = parent.newSubManager();
    this.labels = labels;
  }

  /**
   * The velocity of the next entity.
   *
   * @param noisy [B, S, C], S positions an entity
   * @param time of the noisy entity
   * @return [B, S, C]
   */
  public NDArray velocity(NDArray noisy, double time) {
    return evaluate(noisy, time);
  }

  /** Makes a clean entity [B, S, C] part of the context of the following ones. */
  public void append(NDArray clean) {
    evaluate(clean, 0).close();
    entities++;
  }

  private NDArray evaluate(NDArray entity, double time) {
    try (NDManager scope = entity.getManager().newSubManager()) {
      long batch = entity.getShape().get(0);
      NDArray x = entity.duplicate();
      x.attach(scope);
      NDArray times = scope.full(new Shape(batch, 1), (float) time);
      NDArray condition = network.condition(times, labels);
      condition.attach(scope);
      int begin = network.layout().begin(entities);
      String rows = begin + ":" + network.layout().begin(entities + 1);
      NDArray cos = network.cos().get(scope, new NDIndex(rows));
      NDArray sin = network.sin().get(scope, new NDIndex(rows));
      NDArray first = scope.create(begin);
      NDArray velocity =
          network.run(
              x,
              table -> table.get(scope, new NDIndex(":, " + rows)),
              (prefix, y) ->
                  network.cachedBlock(
                      prefix,
                      y,
                      condition,
                      cos,
                      sin,
                      slots(keys, prefix, batch),
                      slots(values, prefix, batch),
                      first));
      velocity.attach(entity.getManager());
      return velocity;
    }
  }

  private NDArray slots(Map<String, NDArray> store, String prefix, long batch) {
    return store.computeIfAbsent(
        prefix,
        name -> {
          var config = network.config();
          int positions = network.layout().positions();
          Shape shape = new Shape(batch, config.heads(), positions, config.headWidth());
          NDArray zeros = manager.zeros(shape);
          return network.bfloat16() ? TorchOps.bfloat16(zeros) : zeros;
        });
  }

  @Override
  public void close() {
    manager.close();
  }
}
