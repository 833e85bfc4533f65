package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.nn.ops.TorchScript;
import java.util.List;

/**
 * Finite scalar quantisation (Mentzer et al., arXiv 2309.15505): each channel of a vector is
 * bounded and rounded to one of a few integers, and the id is their mixed-radix number, first
 * channel lowest. Codes are the integers scaled to −1..1: there is no codebook, no loss, and no
 * dead code to revive.
 */
final class FiniteScalarQuantiser implements Quantiser {
  private static final TorchScript SCRIPT =
      TorchScript.load(FiniteScalarQuantiser.class, "FiniteScalars.torchscript");

  private final float[] levels;
  private final long[] bases;

  /**
   * Creates a quantiser.
   *
   * @param levels values of each of the K channels
   */
  FiniteScalarQuantiser(List<Integer> levels) {
    this.levels = new float[levels.size()];
    this.bases = new long[levels.size()];
    long base = 1;
    for (int i = 0; i < bases.length; i++) {
      this.levels[i] = levels.get(i);
      this.bases[i] = base;
      base *= levels.get(i);
    }
  }

  @Override
  public NDArray ids(NDArray projected) {
    return call("ids_of", projected);
  }

  @Override
  public NDArray embeddings(NDArray ids) {
    return call("codes_of", ids);
  }

  @Override
  public Quantised quantise(NDArray projected) {
    NDManager scope = projected.getManager();
    NDArray embeddings = SCRIPT.call("rounded", projected, scope.create(levels));
    return new Quantised(ids(projected), embeddings, scope.create(0f));
  }

  /** Vectors bounded to the levels, before rounding: what gradients flow through, [B, Q, K]. */
  NDArray bounded(NDArray projected) {
    return SCRIPT.call("bounded", projected, projected.getManager().create(levels));
  }

  private NDArray call(String function, NDArray x) {
    NDManager scope = x.getManager();
    return SCRIPT.call(function, x, scope.create(levels), scope.create(bases));
  }
}
