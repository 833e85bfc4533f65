package dev.sprout.nn.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.sprout.core.UserError;

/**
 * One recorded array compared with what the weights give.
 *
 * @param name of the array
 * @param difference the largest difference, as a share of the recorded value where that is above 1:
 *     processors round float32 alike only relative to its size; not a number where one side is not
 */
public record Check(String name, double difference) {

  /** Compares; both have one shape, or the vectors are refused. */
  public static Check of(String name, NDArray computed, NDArray recorded) {
    if (!computed.getShape().equals(recorded.getShape())) {
      throw UserError.failure(
          "%s is recorded as %s and computed as %s: the vectors belong to other weights or another"
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

  /**
   * How much of a tolerance rounding takes: the difference over the tolerance, 1 where it is just
   * met, 0 where there is no difference.
   */
  public double share(double tolerance) {
    return difference == 0 ? 0 : difference / tolerance;
  }

  /** Whether the difference is a number within the tolerance. */
  public boolean within(double tolerance) {
    return difference <= tolerance;
  }
}
