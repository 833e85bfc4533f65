package dev.sprout.nn.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import dev.sprout.core.Unbroken;

/**
 * Tensor operations that the engine's own interface lacks, each one native call.
 *
 * <p>Weights are cast to the input's type, so that a network computes in the type of its input. All
 * operations are differentiable and thread-safe.
 */
public final class TorchOps {
  private static final TorchScript SCRIPT =
      TorchScript.load(TorchOps.class, "TorchOps.torchscript");

  private TorchOps() {}

  /** The same values rounded to bfloat16. */
  public static NDArray bfloat16(NDArray x) {
    return SCRIPT.call("to_bfloat16", x);
  }

  /** The same values as float32. */
  public static NDArray float32(NDArray x) {
    return SCRIPT.call("to_float32", x);
  }

  /** x·Wᵀ + b: [..., in] × [out, in] → [..., out]. */
  public static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
    return SCRIPT.call("linear", x, weight, bias);
  }

  /**
   * A matrix in the order in which the processor's kernels read it: products with few rows take
   * half the time. Only {@link #linear} and the scripts' {@code linear} and {@code project} take
   * it, without gradients.
   *
   * @param weight [out, in], float32 or bfloat16
   * @return the packed matrix, of the same shape, type and manager; {@code weight} itself where the
   *     device has no such kernels for its type
   */
  public static NDArray packed(NDArray weight) {
    boolean isFast =
        !weight.getDevice().isGpu()
            && (weight.getDataType() == DataType.FLOAT32
                || ComputeDevice.hasBfloat16(weight.getManager()));
    return isFast ? SCRIPT.call("packed", weight) : weight;
  }

  /** Root-mean-square normalisation of the last dimension with weight [D], ε = 1e-6. */
  public static NDArray rmsNorm(NDArray x, NDArray weight) {
    return SCRIPT.call("rms_norm", x, weight);
  }

  /** x · sigmoid(x). */
  public static NDArray silu(NDArray x) {
    return SCRIPT.call("silu", x);
  }

  /**
   * x · factor, safe to differentiate: in the engine's own product the backward pass reads the
   * factor's native memory, which garbage collection may have freed. Here the factor belongs to the
   * manager of x.
   */
  public static NDArray scaled(NDArray x, double factor) {
    return x.mul(x.getManager().create((float) factor));
  }

  /**
   * Adds the gradient of a scalar to the gradients of the weights.
   *
   * @param collector under which the scalar was computed
   */
  public static void backward(GradientCollector collector, NDArray scalar) {
    Unbroken.run(() -> collector.backward(scalar));
  }

  /** Mean of squared differences, in float32. */
  public static NDArray meanSquaredError(NDArray x, NDArray target) {
    return SCRIPT.call("mean_squared_error", x, target);
  }

  /** Mean of absolute differences, in float32. */
  public static NDArray meanAbsoluteError(NDArray x, NDArray target) {
    return SCRIPT.call("mean_absolute_error", x, target);
  }

  /**
   * Replaces the values of an array, without gradients. The engine's own {@code set} takes buffers
   * and makes libtorch print a warning.
   *
   * @param values of the same shape, on any device
   */
  public static void assign(NDArray x, NDArray values) {
    SCRIPT.update("assign", x, values).close();
  }
}
