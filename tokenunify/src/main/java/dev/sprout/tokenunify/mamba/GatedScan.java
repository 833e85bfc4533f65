package dev.sprout.tokenunify.mamba;

import ai.djl.ndarray.NDArray;

/** A selective scan with what surrounds it in a block: y = (scan of softplus(δ + bias))·SiLU(z). */
public final class GatedScan {
  private final RecordedScan scan;
  private final NDArray y;

  /**
   * Runs a scan whose gradients come through a tape.
   *
   * @param inputs u, δ [B, E, L], A [E, N], B, C [B, N, L], D [E], z [B, E, L] and bias [E]
   */
  public GatedScan(NDArray[] inputs, GradientTape tape) {
    NDArray delta = MambaBlock.SCRIPT.call("step_sizes", inputs[1], inputs[7]);
    this.scan =
        new RecordedScan(null, inputs[0], delta, inputs[2], inputs[3], inputs[4], inputs[5]);
    this.y = MambaBlock.SCRIPT.call("gated", scan.record(tape), inputs[6]);
  }

  /** The gated outputs. // [B, E, L] */
  public NDArray y() {
    return y;
  }

  /** The states after the last step. // [B, E, N] */
  public NDArray lastStates() {
    return scan.lastStates();
  }
}
