package dev.sprout.xar.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.ops.TorchOps;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Key–value cache of one sampling run: keys and values of the finished entities, in buffers
 * allocated once. Rows are pictures, or the two halves of guidance; an evaluation takes a range of
 * rows. Not thread-safe.
 */
public final class XarCache implements AutoCloseable {
  private final XarNetwork network;
  private final NDManager manager;
  private final NDArray classes;
  private final Map<String, NDArray> keys = new LinkedHashMap<>();
  private final Map<String, NDArray> values = new LinkedHashMap<>();

  XarCache(XarNetwork network, NDManager parent, NDArray classes) {
    this.network = network;
    this.manager = parent.newSubManager();
    this.classes = classes;
  }

  /**
   * Velocity of one entity, attending to the cached earlier ones. Its own keys and values stay
   * cached: a clean entity at time 0 becomes context of the later ones.
   *
   * @param entity number of the entity, from 0
   * @param x [R, S, C], S positions of the entity
   * @param time 0 = clean, 1 = noise
   * @param firstRow first of the R rows, in the order of the class embeddings
   * @return [R, S, C]
   */
  public NDArray velocity(int entity, NDArray x, double time, long firstRow) {
    try (NDManager scope = x.getManager().newSubManager()) {
      long lastRow = firstRow + x.getShape().get(0);
      NDIndex rows = new NDIndex(firstRow + ":" + lastRow);
      int begin = network.layout().begin(entity);
      String positions = begin + ":" + network.layout().begin(entity + 1);
      NDArray view = x.reshape(x.getShape());
      view.attach(scope);
      NDArray times = scope.full(new Shape(lastRow - firstRow, 1), (float) time);
      NDArray condition = network.condition(times, classes.get(scope, rows));
      condition.attach(scope);
      NDArray cos = network.cos().get(scope, new NDIndex(positions));
      NDArray sin = network.sin().get(scope, new NDIndex(positions));
      NDArray velocity =
          network.run(
              view,
              table -> table.get(scope, new NDIndex(":, " + positions)),
              (prefix, y) ->
                  network.cachedBlock(
                      prefix,
                      y,
                      condition,
                      cos,
                      sin,
                      slots(keys, prefix).get(scope, rows),
                      slots(values, prefix).get(scope, rows),
                      begin));
      velocity.attach(x.getManager());
      return velocity;
    }
  }

  private NDArray slots(Map<String, NDArray> store, String prefix) {
    return store.computeIfAbsent(
        prefix,
        name -> {
          var config = network.config();
          int positions = network.layout().positions();
          long rows = classes.getShape().get(0);
          NDArray zeros =
              manager.zeros(new Shape(rows, config.heads(), positions, config.headWidth()));
          return network.precision().isBfloat16() ? TorchOps.bfloat16(zeros) : zeros;
        });
  }

  @Override
  public void close() {
    manager.close();
  }
}
