package dev.sprout.nn.weights;

import java.util.Arrays;

/**
 * Type and shape of a stored tensor, checked to be consistent. Immutable.
 *
 * @param type element type
 * @param shape sizes, none negative, C order; copied in and out
 */
public record TensorInfo(TensorType type, long[] shape) {
  /** Most axes that libtorch iterates over. */
  static final int MOST_AXES = 64;

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException for more than 64 axes, a negative size, or sizes whose product
   *     (zeros aside) takes more than 63 bits of bytes
   */
  public TensorInfo {
    if (shape.length > MOST_AXES) {
      throw new IllegalArgumentException(
          "a shape with " + shape.length + " axes; at most " + MOST_AXES + " are accepted");
    }
    shape = shape.clone();
    long bytes = type.bytes();
    for (long size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("negative size in shape " + Arrays.toString(shape));
      }
      if (size > Long.MAX_VALUE / bytes) {
        throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " is too large");
      }
      bytes *= Math.max(size, 1);
    }
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  /** Number of elements; one for the empty shape. */
  public long elements() {
    long elements = 1;
    for (long size : shape) {
      elements *= size;
    }
    return elements;
  }

  /** Number of stored bytes. */
  public long bytes() {
    return elements() * type.bytes();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorInfo info
        && info.type == type
        && Arrays.equals(info.shape, shape);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(shape);
  }

  /** For instance {@code F32[3, 4]}. */
  @Override
  public String toString() {
    return type + Arrays.toString(shape);
  }
}
