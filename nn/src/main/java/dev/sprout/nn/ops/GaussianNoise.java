package dev.sprout.nn.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;

/** Standard normal arrays from Java's random streams, equal on all devices. */
public final class GaussianNoise {
  private GaussianNoise() {}

  /** A float32 array of standard normal numbers, drawn in C order. */
  public static NDArray draw(RandomStream random, NDManager manager, Shape shape) {
    return manager.create(random.gaussians(Math.toIntExact(shape.size())), shape);
  }
}
