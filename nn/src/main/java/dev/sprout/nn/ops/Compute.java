package dev.sprout.nn.ops;

/**
 * Device and precision of a network. Immutable.
 *
 * @param device device of all arrays
 * @param precision precision of matrix products
 */
public record Compute(ComputeDevice device, Precision precision) {
  /** float32 on the processor, the reference of verification and tests. */
  public static final Compute CPU = new Compute(ComputeDevice.CPU, Precision.FP32);

  /** float32 on the best available device. */
  public static Compute best() {
    return new Compute(ComputeDevice.best(), Precision.FP32);
  }
}
