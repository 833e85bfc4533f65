package dev.sprout.nn.weights;

import java.io.IOException;
import java.util.Arrays;

/** How far apart, in elements, neighbours along each axis lie. Immutable. */
final class Strides {
  private final long[] steps;

  private Strides(long[] steps) {
    this.steps = steps;
  }

  /** C order: the last axis is dense. */
  static Strides rowMajor(long[] shape) {
    long[] steps = new long[shape.length];
    long step = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      steps[axis] = step;
      step *= Math.max(shape[axis], 1);
    }
    return new Strides(steps);
  }

  /** Fortran order: the first axis is dense. */
  static Strides columnMajor(long[] shape) {
    long[] steps = new long[shape.length];
    long step = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      steps[axis] = step;
      step *= Math.max(shape[axis], 1);
    }
    return new Strides(steps);
  }

  /**
   * Strides as a file gives them.
   *
   * @throws Malformed when there is not one a size, or one is negative
   */
  static Strides of(long[] shape, long[] steps) throws Malformed {
    if (steps.length != shape.length || Arrays.stream(steps).anyMatch(step -> step < 0)) {
      throw new Malformed(
          "strides %s don't fit shape %s", Arrays.toString(steps), Arrays.toString(shape));
    }
    return new Strides(steps.clone());
  }

  /**
   * How many elements lie between the first and the last, both included.
   *
   * @throws ArithmeticException beyond 63 bits
   */
  long span(long[] shape) {
    long last = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] == 0) {
        return 0;
      }
      last = Math.addExact(last, Math.multiplyExact(shape[axis] - 1, steps[axis]));
    }
    return Math.addExact(last, 1);
  }

  /**
   * Whether elements follow one another in C order; the steps of single-element axes don't count.
   */
  private boolean isRowMajor(long[] shape) {
    long[] dense = rowMajor(shape).steps;
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] > 1 && steps[axis] != dense[axis]) {
        return false;
      }
    }
    return true;
  }

  /** The elements in C order; copied when they are stored otherwise. */
  ByteSource inOrder(TensorInfo info, ByteSource storage) throws IOException {
    long[] shape = info.shape();
    if (info.elements() == 0 || isRowMajor(shape)) {
      return storage;
    }
    int width = info.type().bytes();
    byte[] from = storage.bytes(0, intSize(span(shape) * width)).array();
    byte[] to = new byte[intSize(info.bytes())];
    long[] index = new long[shape.length];
    int source = 0;
    for (int target = 0; target < to.length; target += width) {
      System.arraycopy(from, source, to, target, width);
      source += (int) advance(index, shape) * width;
    }
    return ByteSource.of(to);
  }

  /** Moves to the next index in C order and returns the distance in storage. */
  private long advance(long[] index, long[] shape) {
    long distance = 0;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (++index[axis] < shape[axis]) {
        return distance + steps[axis];
      }
      distance -= (shape[axis] - 1) * steps[axis];
      index[axis] = 0;
    }
    return distance;
  }

  private static int intSize(long bytes) throws IOException {
    if (bytes > Integer.MAX_VALUE - Long.BYTES) {
      throw new IOException("a tensor of over 2 GiB is stored out of order; save it contiguous");
    }
    return (int) bytes;
  }
}
