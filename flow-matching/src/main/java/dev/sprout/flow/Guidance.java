package dev.sprout.flow;

import ai.djl.ndarray.NDArray;
import dev.sprout.core.UserError;

/**
 * How strongly each evaluation is pushed towards its condition: classifier-free guidance (Ho and
 * Salimans, arXiv 2207.12598).
 *
 * <p>Scale 1 is the plain conditional velocity, 0 the unconditional one, above 1 overshoots the
 * condition. Implementations are immutable and thread-safe.
 */
@FunctionalInterface
public interface Guidance {
  /**
   * The scale of one evaluation.
   *
   * @param entity which entity is being made, 0..entities−1
   * @param entities how many there are, at least 1
   * @param t time in 0..1
   */
  double scale(int entity, int entities, double t);

  /**
   * The same scale always.
   *
   * @throws UserError if {@code scale} is not finite
   */
  static Guidance constant(double scale) {
    double checked = requireFinite(scale);
    return (entity, entities, t) -> checked;
  }

  /**
   * From 1 for the first entity to {@code last} for the last one, in equal steps: the guidance
   * scale grows with the share of the picture that is drawn. The schedule of xAR; a single entity
   * has scale {@code last}.
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

  /** Whether {@code scale} needs the unconditional half at all: not at 1. */
  static boolean needsUnconditional(double scale) {
    return scale != 1;
  }

  /**
   * v_u + scale·(v_c − v_u).
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
