package dev.sprout.tokenunify.mamba;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.sprout.core.Unbroken;
import dev.sprout.nn.ops.TorchOps;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Gradients through operations that the engine doesn't know how to differentiate.
 *
 * <p>The output of such an operation is where the engine's own record begins anew. {@link
 * #backward} takes the loss back to the outputs, and then the operations, from the last to the
 * first, each take the gradient of their output back to what came before. One tape serves one loss
 * and one thread.
 */
public final class GradientTape {
  private final Deque<Operation> operations = new ArrayDeque<>();

  private record Operation(NDArray output, Consumer<NDArray> backward) {}

  /**
   * Records an operation.
   *
   * @param output computed outside the engine's record
   * @param backward takes the gradient of the output, in its shape, and leaves those of the inputs;
   *     not called where the loss doesn't depend on the output
   * @return the output, for whose gradient the engine is asked
   */
  NDArray record(NDArray output, Consumer<NDArray> backward) {
    output.setRequiresGradient(true);
    operations.push(new Operation(output, backward));
    return output;
  }

  /**
   * Leaves the gradients of a scalar beside the weights, and forgets the operations.
   *
   * @param collector under which the loss was computed
   */
  public void backward(GradientCollector collector, NDArray loss) {
    TorchOps.backward(collector, loss);
    while (!operations.isEmpty()) {
      Operation operation = operations.pop();
      try (NDArray gradient = operation.output().getGradient()) {
        operation.backward().accept(gradient);
      }
    }
  }

  /** Goes on from an array of the engine's record whose gradient is known. */
  static void backward(NDArray array, NDArray gradient) {
    Unbroken.run(() -> JniUtils.backward((PtNDArray) array, (PtNDArray) gradient, false, false));
  }

  /** Computes without recording anything, which saves the memory of the record. */
  public static NDArray withoutGradients(Supplier<NDArray> computation) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(false); // of this thread
    try {
      return computation.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }
}
