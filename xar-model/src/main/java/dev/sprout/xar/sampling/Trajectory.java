package dev.sprout.xar.sampling;

import ai.djl.ndarray.NDArray;

/** Watches pictures come into being. */
@FunctionalInterface
public interface Trajectory {
  /** Watches nothing. */
  Trajectory NONE = (entity, evaluation, latents) -> {};

  /**
   * Called after each evaluation of the network.
   *
   * @param entity the one being drawn
   * @param evaluation its number, from 0
   * @param latents where the pictures are heading: the finished entities, the data that the current
   *     velocity points to, and zeros for the rest, [B, z, H, W]; freed after the call
   */
  void at(int entity, int evaluation, NDArray latents);
}
