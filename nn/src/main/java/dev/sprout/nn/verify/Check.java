package dev.sprout.nn.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.sprout.core.UserError;

/**
 * Comparison of a recorded array with the computed one.
 *
 * @param name name of the array
 * @param difference largest difference, absolute for recorded values up to 1, relative above, as
 *     rounding errors are; NaN if one side has NaN
 */
public record Check(String name, double difference) {

  /** Compares two arrays, which must have equal shapes. */
  public static Check of(String name, NDArray computed, NDArray recorded) {
    if (!computed.getShape().equals(recorded.getShape())) {
      throw UserError.failure(
          "%s is recorded as %s and computed as %s: the recording belongs to other weights or"
              + " another"
              + " number of heads",
          name, recorded.getShape(), computed.getShape());
    }
    NDArray expected = recorded.toType(DataType.FLOAT64, true);
    NDArray difference =
        computed
            .toType(DataType.FLOAT64, true)
            .sub(expected)
            .abs()
            .div(expected.abs().maximum(1))
            .max();
    return new Check(name, difference.getDouble());
  }

  /** Difference as a share of a tolerance: 1 at the tolerance, 0 without a difference. */
  public double share(double tolerance) {
    return difference == 0 ? 0 : difference / tolerance;
  }

  /** Whether the difference is a number within the tolerance. */
  public boolean within(double tolerance) {
    return difference <= tolerance;
  }
}
