package dev.sprout.xar.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.model.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The prefix's own pass through the network's blocks, which gives the keys and values that entities
 * attend to. An id attends to itself and the earlier ones and never to an entity, and a learned
 * vector takes the place of class and time in the modulations: the pass is the same for all
 * entities, all times and all classes, and one serves a whole picture. Thread-safe.
 */
final class PrefixEncoder {
  private final XarNetwork network;
  private final Weights weights;
  private final PrefixConfig config; // null in networks that take no prefix
  private final NDArray cos;
  private final NDArray sin;
  private final NDArray mask;

  /**
   * Creates the encoder of a network.
   *
   * @param manager owner of the position tables
   */
  PrefixEncoder(XarNetwork network, Weights weights, NDManager manager) {
    this.network = network;
    this.weights = weights;
    this.config = network.config().prefix();
    int n = network.config().prefixPositions();
    Shape angles = new Shape(n, network.config().headWidth() / 2);
    this.cos = manager.ones(angles); // ids have no place in the grid: angle 0
    this.sin = manager.zeros(angles);
    this.mask = manager.create(causal(n), new Shape(n, n));
  }

  /** Causal mask [n, n], row by row: 0 up to the diagonal, −∞ beyond. */
  private static float[] causal(int n) {
    float[] mask = new float[n * n];
    for (int row = 0; row < n; row++) {
      Arrays.fill(mask, row * n + row + 1, (row + 1) * n, Float.NEGATIVE_INFINITY);
    }
    return mask;
  }

  /** See {@link XarNetwork#complete}. */
  Conditions complete(Conditions given, NDManager scope) {
    if (given.prefix() != null) {
      check(given.prefix());
      return given;
    } else if (config == null) {
      return given;
    }
    NDArray none =
        XarNetwork.BLOCK.call("null_prefix", given.classes(), weights.get("prefix.null"));
    none.attach(scope);
    return new Conditions(given.classes(), Prefix.of(none));
  }

  /** See {@link XarNetwork#dropped}. */
  Prefix dropped(Prefix prefix, boolean[] dropped) {
    check(prefix);
    NDArray rows = prefix.embeddings().getManager().create(dropped);
    NDArray mixed =
        XarNetwork.BLOCK.call("drop_prefix", rows, prefix.embeddings(), weights.get("prefix.null"));
    List<Integer> lengths = new ArrayList<>(prefix.lengths());
    for (int i = 0; i < dropped.length; i++) {
      if (dropped[i]) {
        lengths.set(i, config.positions());
      }
    }
    return new Prefix(mixed, lengths);
  }

  /** What entities see of their pictures' prefixes; {@code scope} owns it. */
  PrefixContext encode(Conditions conditions, NDManager scope) {
    Prefix prefix = complete(conditions, scope).prefix();
    if (prefix == null) {
      return PrefixContext.NONE;
    }
    NDArray embeddings = prefix.embeddings().reshape(prefix.embeddings().getShape());
    embeddings.attach(scope);
    List<NDArray[]> seen = new ArrayList<>();
    NDArray x = network.linear("prefix.proj", embeddings); // [B, n, D]
    network.blocks(
        x.add(weights.get("prefix.positions")),
        weights.get("prefix.decoder_positions"),
        (block, y) -> {
          NDList output =
              network.prefixBlock(block, y, weights.get("prefix.condition"), cos, sin, mask);
          seen.add(new NDArray[] {output.get(1), output.get(2)});
          return output.get(0);
        });
    return new PrefixContext(seen, hidden(prefix, scope));
  }

  private static NDArray hidden(Prefix prefix, NDManager scope) {
    Shape shape = new Shape(prefix.pictures(), 1, 1, prefix.positions());
    return prefix.isShortened() ? scope.create(prefix.bias(), shape) : null;
  }

  private void check(Prefix prefix) {
    if (config == null) {
      throw new IllegalArgumentException("a prefix is given to a network without one");
    }
    Shape shape = prefix.embeddings().getShape();
    if (shape.get(1) != config.positions() || shape.get(2) != config.width()) {
      throw new IllegalArgumentException(
          "prefixes are %s; this network takes [B, %d, %d]"
              .formatted(shape, config.positions(), config.width()));
    }
  }
}
