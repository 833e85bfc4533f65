package dev.sprout.flow;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Solver of a flow from noise at t = 1 to data at t = 0.
 *
 * <p>Solvers are made by {@link SolverOptions#solver}; they are immutable and, given such fields
 * and noise sources, thread-safe. Every step has a manager of its own and frees its arrays, so
 * native memory stays constant.
 */
@FunctionalInterface
public interface Solver {
  /**
   * Integrates dx/dt = field from t = 1 to t = 0.
   *
   * @param start x at t = 1: standard normal [B, ...] with at least the first dimension, float32 or
   *     float64; left as it is
   * @param noise noise of each step, unused by deterministic solvers
   * @return x at t = 0, in the shape and type of {@code start}, owned by its manager
   */
  NDArray solve(VelocityField field, NDArray start, NoiseSource noise);

  /** Times of all evaluations of the field, in order; empty if they depend on the field. */
  default List<Double> times() {
    return List.of();
  }

  /**
   * As {@link #solve(VelocityField, NDArray, NoiseSource)} without noise.
   *
   * @throws IllegalStateException if this solver needs noise
   */
  default NDArray solve(VelocityField field, NDArray start) {
    return solve(field, start, NoiseSource.none());
  }
}
