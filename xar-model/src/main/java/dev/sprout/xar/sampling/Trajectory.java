package dev.sprout.xar.sampling;

import ai.djl.ndarray.NDArray;

/** Receiver of intermediate latents during sampling. */
@FunctionalInterface
public interface Trajectory {
  /** Receiver that ignores all states. */
  Trajectory NONE = (entity, evaluation, latents) -> {};

  /**
   * Takes the state after a network evaluation.
   *
   * @param entity number of the sampled entity, from 0
   * @param evaluation number of the evaluation, from 0
   * @param latents finished entities, the current entity's predicted data x − t·v, and zeros for
   *     the rest, [B, z, H, W]; freed after the call
   */
  void at(int entity, int evaluation, NDArray latents);
}
