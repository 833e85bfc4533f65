package dev.sprout.tokenunify.segment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.sprout.core.UserError;
import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.NpzFile;
import dev.sprout.tokenunify.labels.Grid;

/** Arrays of a file of vectors as Java's own, and comparisons with them. */
record RecordedArrays(NpzFile file, NDManager manager) {

  Affinities affinities(String name) {
    return new Affinities(floats(name), grid(name));
  }

  /** The size of an array's last three axes. */
  Grid grid(String name) {
    long[] shape = file.info(name).shape();
    int axes = shape.length;
    if (axes < 3) {
      throw UserError.failure("the array %s has no z, y and x", name);
    }
    return new Grid(
        Math.toIntExact(shape[axes - 3]),
        Math.toIntExact(shape[axes - 2]),
        Math.toIntExact(shape[axes - 1]));
  }

  long[] longs(String name) {
    try (NDArray array = file.read(name, manager)) {
      return array.toType(DataType.INT64, false).toLongArray();
    }
  }

  float[] floats(String name) {
    try (NDArray array = file.read(name, manager)) {
      return array.toType(DataType.FLOAT32, false).toFloatArray();
    }
  }

  double[] doubles(String name) {
    try (NDArray array = file.read(name, manager)) {
      return array.toType(DataType.FLOAT64, false).toDoubleArray();
    }
  }

  /** The number of places where whole numbers differ. */
  Check unequal(String name, long[] computed) {
    long[] recorded = longs(name);
    checkLength(name, computed.length, recorded.length);
    long unequal = 0;
    for (int i = 0; i < computed.length; i++) {
      unequal += computed[i] == recorded[i] ? 0 : 1;
    }
    return new Check(name, unequal);
  }

  /** The largest difference of real numbers; not a number where either is none. */
  Check difference(String name, double[] computed) {
    double[] recorded = doubles(name);
    checkLength(name, computed.length, recorded.length);
    double largest = 0;
    for (int i = 0; i < computed.length; i++) {
      largest = Math.max(largest, Math.abs(computed[i] - recorded[i]));
    }
    return new Check(name, largest);
  }

  /** {@link #difference} of float32 numbers. */
  Check difference(String name, float[] computed) {
    double[] widened = new double[computed.length];
    for (int i = 0; i < widened.length; i++) {
      widened[i] = computed[i];
    }
    return difference(name, widened);
  }

  private static void checkLength(String name, int computed, int recorded) {
    if (computed != recorded) {
      throw UserError.failure(
          "%s is recorded with %d values and computed with %d", name, recorded, computed);
    }
  }
}
