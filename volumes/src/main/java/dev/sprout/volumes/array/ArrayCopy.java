package dev.sprout.volumes.array;

/** Moves boxes of values between C-ordered arrays of the same element size. */
public final class ArrayCopy {
  private ArrayCopy() {}

  /** An array in memory and the first index of a box in it. */
  public record Place(byte[] data, int[] shape, int[] origin) {}

  /**
   * Copies a box.
   *
   * @param extent of the box; lies within both arrays
   * @param bytes of one value
   */
  public static void copy(Place from, Place to, int[] extent, int bytes) {
    int last = extent.length - 1;
    int run = extent[last] * bytes;
    int[] row = new int[extent.length]; // index of the row in the box; 0 along the last axis
    do {
      System.arraycopy(from.data, offset(from, row) * bytes, to.data, offset(to, row) * bytes, run);
    } while (advance(row, extent, last));
  }

  private static int offset(Place place, int[] index) {
    int offset = 0;
    for (int d = 0; d < index.length; d++) {
      offset = offset * place.shape[d] + place.origin[d] + index[d];
    }
    return offset;
  }

  /** Steps an index through the first {@code axes} axes in C order; false after the last. */
  public static boolean advance(int[] index, int[] extent, int axes) {
    for (int d = axes - 1; d >= 0; d--) {
      if (++index[d] < extent[d]) {
        return true;
      }
      index[d] = 0;
    }
    return false;
  }

  /**
   * Reorders axes.
   *
   * @param shape of the given array
   * @param order axis {@code d} of the result is axis {@code order[d]} of the given array
   */
  public static byte[] transpose(byte[] data, int[] shape, int[] order, int bytes) {
    if (isIdentity(order)) {
      return data;
    }
    int[] stride = strides(shape); // of the given array, in values
    int[] extent = new int[order.length];
    int[] step = new int[order.length];
    for (int d = 0; d < order.length; d++) {
      extent[d] = shape[order[d]];
      step[d] = stride[order[d]];
    }
    byte[] result = new byte[data.length];
    int[] index = new int[order.length];
    int to = 0;
    do {
      int from = 0;
      for (int d = 0; d < index.length; d++) {
        from += index[d] * step[d];
      }
      for (int b = 0; b < bytes; b++) {
        result[to++] = data[from * bytes + b];
      }
    } while (advance(index, extent, extent.length));
    return result;
  }

  private static boolean isIdentity(int[] order) {
    for (int d = 0; d < order.length; d++) {
      if (order[d] != d) {
        return false;
      }
    }
    return true;
  }

  private static int[] strides(int[] shape) {
    int[] stride = new int[shape.length];
    int step = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      stride[d] = step;
      step *= shape[d];
    }
    return stride;
  }

  /** Turns the byte order of every value around, in place. */
  public static void swapBytes(byte[] data, int bytes) {
    for (int i = 0; i + bytes <= data.length; i += bytes) {
      for (int low = i, high = i + bytes - 1; low < high; low++, high--) {
        byte value = data[low];
        data[low] = data[high];
        data[high] = value;
      }
    }
  }

  /** Repeats one value over an array. */
  public static byte[] filled(int values, byte[] value) {
    byte[] data = new byte[Math.multiplyExact(values, value.length)];
    for (int i = 0; i < data.length; i++) {
      data[i] = value[i % value.length];
    }
    return data;
  }
}
