package dev.sprout.xar.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.core.Require;
import dev.sprout.xar.network.Conditions;
import dev.sprout.xar.network.Prefix;
import dev.sprout.xar.network.XarNetwork;

/**
 * Conditions of training batches, of which a share is dropped for classifier-free guidance (Ho and
 * Salimans, arXiv 2207.12598, section 3.2): labels and prefix together, so that the network also
 * learns to draw without any condition. Thread-safe.
 */
public final class ConditionDropout {
  private final XarNetwork network;
  private final double share;

  /**
   * Creates the dropout of a network's conditions.
   *
   * @param share share of dropped pictures, in [0, 1)
   */
  public ConditionDropout(XarNetwork network, double share) {
    this.network = network;
    this.share = Require.fraction("labelDrop", share);
  }

  /** Draws, once for each picture, whether its condition is dropped, [B]. */
  public boolean[] draw(int pictures, RandomStream random) {
    boolean[] dropped = new boolean[pictures];
    for (int i = 0; i < pictures; i++) {
      dropped[i] = random.nextDouble() < share;
    }
    return dropped;
  }

  /**
   * The conditions of a batch, differentiable in the network's weights and the prefixes.
   *
   * @param scope owner of the arrays
   * @param labels class table rows of each picture, [B][L]
   * @param prefix prefixes of the pictures, or null for a network without a prefix
   * @param dropped pictures that take "no class" and the null prefix, [B]
   */
  public Conditions conditions(NDManager scope, long[][] labels, Prefix prefix, boolean[] dropped) {
    int width = labels[0].length;
    long[] rows = new long[labels.length * width];
    for (int i = 0; i < rows.length; i++) {
      int picture = i / width;
      rows[i] = dropped[picture] ? network.config().noClass() : labels[picture][i % width];
    }
    NDArray classes = network.embed(scope.create(rows, new Shape(labels.length, width))); // [B, D]
    return new Conditions(classes, prefix == null ? null : network.dropped(prefix, dropped));
  }
}
