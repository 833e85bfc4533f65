package dev.sprout.nn.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** Distances of neighbours along each axis, in elements. Immutable. */
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
   * Strides given by a file.
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
   * Number of elements from the first to the last, both included.
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

  /** Whether elements are contiguous in C order; axes of one element are ignored. */
  boolean isRowMajor(long[] shape) {
    long[] dense = rowMajor(shape).steps;
    boolean isEmpty = span(shape) == 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if (!isEmpty && shape[axis] > 1 && steps[axis] != dense[axis]) {
        return false;
      }
    }
    return true;
  }

  /** Offset of each element of an array of a given shape. */
  NDArray positions(long[] shape, NDManager manager) {
    NDArray positions = manager.zeros(new Shape(), DataType.INT64);
    for (int axis = 0; axis < shape.length; axis++) {
      long[] alongAxis = new long[shape.length];
      Arrays.fill(alongAxis, 1);
      alongAxis[axis] = shape[axis];
      NDArray index = manager.ones(new Shape(shape[axis]), DataType.INT64).cumSum(0).sub(1);
      positions = positions.add(index.mul(steps[axis]).reshape(alongAxis));
    }
    return positions;
  }
}
