package dev.sprout.xar.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.ops.TorchOps;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cache of one sampling run: keys and values of the prefix and the finished entities, in buffers
 * allocated once, and the blocks' modulations. Rows are pictures, or the two halves of guidance; an
 * evaluation takes a range of rows. A row's prefix is computed at its first evaluation. Not
 * thread-safe.
 */
public final class XarCache implements AutoCloseable {
  private final XarNetwork network;
  private final NDManager manager;
  private final Modulations modulations;
  private final List<NDArray> keys; // [R, heads, n + N, H] of each block
  private final List<NDArray> values;
  private final Conditions conditions;
  private final NDArray hidden; // bias [R, 1, 1, n + N], or empty where every position is seen
  private final BitSet prefixed = new BitSet(); // rows whose prefix is in the buffers

  XarCache(XarNetwork network, NDManager parent, Conditions given) {
    this.network = network;
    this.manager = parent.newSubManager();
    this.conditions = network.complete(given, manager);
    this.modulations = new Modulations(network, given.classes(), manager);
    this.keys = buffers(given.pictures());
    this.values = buffers(given.pictures());
    this.hidden = hidden(conditions.prefix());
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
      long lastRow = firstRow + x.getShape().get(0);
      fillPrefix((int) firstRow, (int) lastRow);
      String rows = firstRow + ":" + lastRow;
      NDIndex ofRows = new NDIndex(rows);
      int begin = network.layout().begin(entity);
      String positions = begin + ":" + network.layout().begin(entity + 1);
      NDArray view = x.reshape(x.getShape());
      view.attach(scope);
      NDArray modulation = modulations.at(time, rows, scope); // [R, K, 6·D]
      NDArray cos = network.cos().get(scope, new NDIndex(positions));
      NDArray sin = network.sin().get(scope, new NDIndex(positions));
      NDArray hiddenOfRows = hidden.isEmpty() ? hidden : hidden.get(scope, ofRows);
      int first = network.config().prefixPositions() + begin;
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
                      keys.get(block).get(scope, ofRows),
                      values.get(block).get(scope, ofRows),
                      first,
                      hiddenOfRows));
      velocity.attach(x.getManager());
      return velocity;
    }
  }

  /** Writes the keys and values of rows' prefixes, of those that lack them. */
  private void fillPrefix(int firstRow, int lastRow) {
    if (conditions.prefix() == null) {
      return;
    }
    int row = prefixed.nextClearBit(firstRow);
    while (row < lastRow) {
      int next = prefixed.nextSetBit(row);
      int end = next < 0 ? lastRow : Math.min(next, lastRow);
      try (NDManager scope = manager.newSubManager()) {
        NDArray classes = conditions.classes().get(scope, new NDIndex(row + ":" + end));
        Prefix prefix = conditions.prefix().rows(row, end, scope);
        PrefixContext context = network.prefix(new Conditions(classes, prefix), scope);
        NDIndex place = new NDIndex(row + ":" + end + ", :, :" + prefix.positions());
        for (int block = 0; block < keys.size(); block++) {
          TorchOps.assign(keys.get(block).get(scope, place), context.of(block)[0]);
          TorchOps.assign(values.get(block).get(scope, place), context.of(block)[1]);
        }
      }
      prefixed.set(row, end);
      row = prefixed.nextClearBit(end);
    }
  }

  private NDArray hidden(Prefix prefix) {
    if (prefix == null || !prefix.isShortened()) {
      return manager.create(new Shape(0));
    }
    Shape ofPrefix = new Shape(prefix.pictures(), 1, 1, prefix.positions());
    Shape ofEntities = new Shape(prefix.pictures(), 1, 1, network.layout().positions());
    NDArray bias = manager.create(prefix.bias(), ofPrefix).concat(manager.zeros(ofEntities), 3);
    return network.precision().isBfloat16() ? TorchOps.bfloat16(bias) : bias;
  }

  private List<NDArray> buffers(long rows) {
    XarConfig config = network.config();
    int positions = config.prefixPositions() + network.layout().positions();
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
