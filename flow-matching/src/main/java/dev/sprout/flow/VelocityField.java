package dev.sprout.flow;

import ai.djl.ndarray.NDArray;

/** Velocity dx/dt as a function of state and time: usually a network, possibly guided. */
@FunctionalInterface
public interface VelocityField {
  /**
   * Velocity at one state and time.
   *
   * @param x state [B, ...] in the data type that the solver was started with; not to be changed or
   *     closed
   * @param t time, from 1 (noise) to 0 (data)
   * @return shaped like {@code x}; the solver becomes its owner and frees it, so it must not be
   *     kept. Temporaries made in the manager of {@code x} are freed with the step
   */
  NDArray velocity(NDArray x, double t);
}
