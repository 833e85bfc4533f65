package dev.sprout.nn.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/**
 * One recorded array compared with what the weights give.
 *
 * @param name of the array
 * @param difference the largest absolute difference; not a number where one side is not
 */
public record Check(String name, double difference) {

  /** Compares; both have one shape, or the vectors are refused. */
  public static Check of(String name, NDArray computed, NDArray recorded) {
    if (!computed.getShape().equals(recorded.getShape())) {
      throw dev.sprout.nn.UserError.failure(
          "%s is recorded as %s and computed as %s: the vectors belong to other weights or --heads",
          name, recorded.getShape(), computed.getShape());
    }
    NDArray difference =
        computed
            .toType(DataType.FLOAT64, true)
            .sub(recorded.toType(DataType.FLOAT64, true))
            .abs()
            .max();
    return new Check(name, difference.getDouble());
  }

  /** Whether the difference is a number within the tolerance. */
  public boolean within(double tolerance) {
    return difference <= tolerance;
  }
}
