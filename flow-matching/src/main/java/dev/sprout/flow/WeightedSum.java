package dev.sprout.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.function.DoubleUnaryOperator;

/**
 * The one operation behind paths and targets: a·first + b·second, with weights that depend on time.
 *
 * <p>Weights are computed in double precision on the CPU, so that a formula is written once for
 * numbers and for arrays; there is one time for a picture or an entity, so they are few.
 */
final class WeightedSum {
  private WeightedSum() {}

  /** a(t)·first + b(t)·second; shaped like {@code first}, to which {@code t} broadcasts. */
  static NDArray of(
      NDArray first, NDArray second, NDArray t, DoubleUnaryOperator a, DoubleUnaryOperator b) {
    try (NDArray weight = at(t, a);
        NDArray other = at(t, b);
        NDArray rest = second.mul(other)) {
      return first.mul(weight).addi(rest);
    }
  }

  /** a·first + b·second. */
  static NDArray of(NDArray first, NDArray second, double a, double b) {
    try (NDArray rest = second.mul(b)) {
      return first.mul(a).addi(rest);
    }
  }

  /** The function of each time, in the shape and type of {@code t}. */
  private static NDArray at(NDArray t, DoubleUnaryOperator function) {
    try (NDArray exact = t.toType(DataType.FLOAT64, true)) {
      double[] values = exact.toDoubleArray();
      for (int i = 0; i < values.length; i++) {
        values[i] = function.applyAsDouble(values[i]);
      }
      try (NDArray weights = t.getManager().create(values, t.getShape())) {
        return weights.toType(t.getDataType(), true);
      }
    }
  }
}
