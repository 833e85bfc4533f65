package dev.sprout.flow;

import ai.djl.ndarray.NDArray;
import dev.sprout.core.UserError;

/**
 * Classifier-free guidance (Ho and Salimans, arXiv 2207.12598): its scale at each evaluation.
 *
 * <p>Scale 1 is the conditional velocity, 0 the unconditional one; above 1 extrapolates beyond the
 * condition. Implementations are immutable and thread-safe.
 */
@FunctionalInterface
public interface Guidance {
  /**
   * Scale of one evaluation.
   *
   * @param entity number of the sampled entity, 0..entities−1
   * @param entities number of entities, at least 1
   * @param t time in 0..1
   */
  double scale(int entity, int entities, double t);

  /**
   * Constant scale.
   *
   * @throws UserError if {@code scale} is not finite
   */
  static Guidance constant(double scale) {
    double checked = requireFinite(scale);
    return (entity, entities, t) -> checked;
  }

  /**
   * Ramp over entities, in equal steps from 1 at the first to {@code last} at the last: the
   * published schedule of xAR. A single entity has scale {@code last}.
   *
   * @throws UserError if {@code last} is not finite
   */
  static Guidance ramp(double last) {
    double rise = requireFinite(last) - 1;
    return (entity, entities, t) ->
        entities == 1 ? last : 1 + rise * entity / (double) (entities - 1);
  }

  /**
   * This guidance while low ≤ t ≤ high, and none outside (Kynkäänniemi et al., arXiv 2404.07724).
   *
   * @throws IllegalArgumentException unless 0 ≤ low ≤ high ≤ 1
   */
  default Guidance within(double low, double high) {
    if (!(0 <= low && low <= high && high <= 1)) {
      throw new IllegalArgumentException(
          "guidance interval " + low + ".." + high + " is not inside 0..1");
    }
    return (entity, entities, t) -> low <= t && t <= high ? scale(entity, entities, t) : 1;
  }

  /** Whether {@code scale} needs the unconditional velocity: at all but 1. */
  static boolean needsUnconditional(double scale) {
    return scale != 1;
  }

  /**
   * Guided velocity v_u + scale·(v_c − v_u).
   *
   * @return a new array shaped like both, owned by the manager of {@code conditional}
   */
  static NDArray combine(NDArray unconditional, NDArray conditional, double scale) {
    return conditional.sub(unconditional).muli(scale).addi(unconditional);
  }

  private static double requireFinite(double scale) {
    if (!Double.isFinite(scale)) {
      throw UserError.invalid("guidance", scale, "a finite number, such as 2.7");
    }
    return scale;
  }
}
