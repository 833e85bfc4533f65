package dev.sprout.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Where standard normal numbers come from: random streams, or a recording in a test. */
@FunctionalInterface
public interface NoiseSource {
  /**
   * The next noise.
   *
   * @param manager which will own the result
   * @param shape [B, ...]
   * @return standard normal numbers of any floating data type
   */
  NDArray next(NDManager manager, Shape shape);

  /** For solvers that need no noise: asking it for some throws IllegalStateException. */
  static NoiseSource none() {
    return (manager, shape) -> {
      throw new IllegalStateException("this solver needs a noise source");
    };
  }
}
