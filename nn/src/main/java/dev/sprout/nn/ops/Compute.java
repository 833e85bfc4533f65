package dev.sprout.nn.ops;

/**
 * Where and in which number format networks compute. Immutable.
 *
 * @param device where arrays live
 * @param precision of matrix products
 */
public record Compute(ComputeDevice device, Precision precision) {
  /** float32 on the processor, which verification and tests compare with. */
  public static final Compute CPU = new Compute(ComputeDevice.CPU, Precision.FP32);

  /** float32 on the best device there is. */
  public static Compute best() {
    return new Compute(ComputeDevice.best(), Precision.FP32);
  }
}
