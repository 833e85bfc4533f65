package dev.sprout.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Source of standard normal noise: random streams, or a recording in a test. */
@FunctionalInterface
public interface NoiseSource {
  /**
   * Next noise array.
   *
   * @param manager owner of the result
   * @param shape [B, ...]
   * @return standard normal numbers of any floating data type
   */
  NDArray next(NDManager manager, Shape shape);

  /** Source for deterministic solvers; drawing from it throws IllegalStateException. */
  static NoiseSource none() {
    return (manager, shape) -> {
      throw new IllegalStateException("this solver needs a noise source");
    };
  }
}
