package dev.sprout.nn.weights;

import java.util.Arrays;

/**
 * What a file says of one tensor, checked to be consistent.
 *
 * @param type element type
 * @param shape sizes, none negative, C order
 */
public record TensorInfo(TensorType type, long[] shape) {

  /** Refuses negative sizes and products beyond 63 bits. */
  public TensorInfo {
    shape = shape.clone();
    bytes(type, shape);
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  /** Number of elements. */
  public long elements() {
    return bytes() / type.bytes();
  }

  /** Number of stored bytes. */
  public long bytes() {
    return bytes(type, shape);
  }

  private static long bytes(TensorType type, long[] shape) {
    long bytes = type.bytes();
    for (long size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("negative size in shape " + Arrays.toString(shape));
      }
      bytes = Math.multiplyExact(bytes, size);
    }
    return bytes;
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

  @Override
  public String toString() {
    return type + Arrays.toString(shape);
  }
}
