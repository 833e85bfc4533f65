package dev.sprout.xar.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.ops.TorchOps;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cache of one sampling run: keys and values of the finished entities, in buffers allocated once,
 * and the blocks' modulations. Rows are pictures, or the two halves of guidance; an evaluation
 * takes a range of rows. Not thread-safe.
 */
public final class XarCache implements AutoCloseable {
  private final XarNetwork network;
  private final NDManager manager;
  private final Modulations modulations;
  private final List<NDArray> keys; // [R, heads, N, H] of each block
  private final List<NDArray> values;

  XarCache(XarNetwork network, NDManager parent, NDArray classes) {
    this.network = network;
    this.manager = parent.newSubManager();
    this.modulations = new Modulations(network, classes, manager);
    this.keys = buffers(classes.size(0));
    this.values = buffers(classes.size(0));
  }

  /**
   * Announces the times of the next evaluations, in order, so that parts of them can be computed
   * together. Velocities are the same without, and other times may come as well.
   */
  public void expect(List<Double> times) {
    modulations.expect(times);
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
      String rows = firstRow + ":" + (firstRow + x.getShape().get(0));
      int begin = network.layout().begin(entity);
      String positions = begin + ":" + network.layout().begin(entity + 1);
      NDArray view = x.reshape(x.getShape());
      view.attach(scope);
      NDArray modulation = modulations.at(time, rows, scope); // [R, K, 6·D]
      NDArray cos = network.cos().get(scope, new NDIndex(positions));
      NDArray sin = network.sin().get(scope, new NDIndex(positions));
      NDArray velocity =
          network.run(
              view,
              table -> table.get(scope, new NDIndex(":, " + positions)),
              (block, y) ->
                  network.cachedBlock(
                      block,
                      y,
                      modulation,
                      cos,
                      sin,
                      keys.get(block).get(scope, new NDIndex(rows)),
                      values.get(block).get(scope, new NDIndex(rows)),
                      begin));
      velocity.attach(x.getManager());
      return velocity;
    }
  }

  private List<NDArray> buffers(long rows) {
    XarConfig config = network.config();
    int positions = network.layout().positions();
    Shape shape = new Shape(rows, config.heads(), positions, config.headWidth());
    return IntStream.range(0, config.blocks()).mapToObj(block -> buffer(shape)).toList();
  }

  private NDArray buffer(Shape shape) {
    NDArray zeros = manager.zeros(shape);
    return network.precision().isBfloat16() ? TorchOps.bfloat16(zeros) : zeros;
  }

  @Override
  public void close() {
    manager.close();
  }
}
