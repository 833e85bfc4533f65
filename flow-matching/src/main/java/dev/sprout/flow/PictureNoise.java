package dev.sprout.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Noise from one stream per picture, so that a picture is the same alone, in any batch and on any
 * device. Not thread-safe.
 */
public final class PictureNoise implements NoiseSource {
  private final List<NormalStream> streams;

  /** Creates the noise; picture b of the batch takes {@code streams.get(b)}. */
  public PictureNoise(List<NormalStream> streams) {
    this.streams = List.copyOf(streams);
  }

  /**
   * {@inheritDoc}
   *
   * @return float32, drawn on the CPU
   * @throws IllegalArgumentException if the first dimension is not the number of streams
   */
  @Override
  public NDArray next(NDManager manager, Shape shape) {
    if (shape.dimension() == 0 || shape.get(0) != streams.size()) {
      throw new IllegalArgumentException(
          "noise of shape " + shape + " asked from streams for " + streams.size() + " pictures");
    }
    int size = Math.toIntExact(shape.size() / shape.get(0));
    float[] values = new float[size * streams.size()];
    for (int b = 0; b < streams.size(); b++) {
      System.arraycopy(streams.get(b).next(size), 0, values, b * size, size);
    }
    return manager.create(values, shape); // [B, ...]
  }
}
