package dev.sprout.tokenunify.mamba;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** A selective scan over arrays of the engine, with what its gradients need. */
final class RecordedScan {
  private final NDArray[] inputs; // u, delta, a, b, c, d
  private final ScanResult result;
  private final NDArray y;

  /**
   * Runs a scan.
   *
   * @param initialStates [B, E, N], or null for zeros
   * @param inputs u, Δ [B, E, L], A [E, N], B, C [B, N, L] and D [E]
   */
  RecordedScan(NDArray initialStates, NDArray... inputs) {
    this.inputs = inputs;
    ScanArrays arrays = arrays(inputs);
    this.result =
        initialStates == null
            ? SelectiveScan.run(arrays)
            : SelectiveScan.run(arrays, initialStates.toFloatArray());
    this.y = inputs[0].getManager().create(result.takeY(), inputs[0].getShape());
  }

  private static ScanArrays arrays(NDArray... inputs) {
    Shape u = inputs[0].getShape();
    int states = (int) inputs[2].getShape().get(1);
    return new ScanArrays(
        new ScanShape((int) u.get(0), (int) u.get(1), states, (int) u.get(2)),
        inputs[0].toFloatArray(),
        inputs[1].toFloatArray(),
        inputs[2].toFloatArray(),
        inputs[3].toFloatArray(),
        inputs[4].toFloatArray(),
        inputs[5].toFloatArray());
  }

  /** The outputs. // [B, E, L] */
  NDArray y() {
    return y;
  }

  /** The states after the last step. // [B, E, N] */
  NDArray lastStates() {
    Shape rates = inputs[2].getShape();
    return y.getManager()
        .create(result.lastStates(), new Shape(inputs[0].getShape().get(0), rates.get(0), rates.get(1)));
  }

  /** The outputs, whose gradients come through a tape to the inputs. // [B, E, L] */
  NDArray record(GradientTape tape) {
    return tape.record(
        y,
        gradient -> {
          NDArray surrogate = surrogate(gradient);
          GradientTape.backward(surrogate, surrogate.onesLike());
        });
  }

  /** A scalar whose gradients with respect to the inputs are those of the loss. */
  NDArray surrogate(NDArray outputGradient) {
    ScanGradients g = SelectiveScan.gradients(arrays(inputs), result, outputGradient.toFloatArray());
    NDManager manager = inputs[0].getManager();
    float[][] values = {g.u(), g.delta(), g.a(), g.b(), g.c(), g.d()};
    NDArray[] gradients = new NDArray[values.length];
    for (int i = 0; i < values.length; i++) {
      gradients[i] = manager.create(values[i], inputs[i].getShape());
    }
    return MambaBlock.surrogate(inputs, gradients);
  }
}
