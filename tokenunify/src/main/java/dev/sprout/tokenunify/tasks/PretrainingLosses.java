package dev.sprout.tokenunify.tasks;

import ai.djl.ndarray.NDArray;
import dev.sprout.nn.ops.TorchScript;

/** Mean squared errors of predicted grey values, the sigmoid of what a network gives. */
public final class PretrainingLosses {
  static final TorchScript SCRIPT =
      TorchScript.load(PretrainingLosses.class, "Losses.torchscript");

  private PretrainingLosses() {}

  /**
   * Over all voxels.
   *
   * @param logits before the sigmoid
   * @param target grey values in the same shape
   */
  public static NDArray overAll(NDArray logits, NDArray target) {
    return SCRIPT.call("mean_squared_error", logits, target);
  }

  /**
   * Over hidden voxels.
   *
   * @param hidden 1 where a voxel is hidden, else 0, in the same shape; one or more are hidden
   */
  public static NDArray overHidden(NDArray logits, NDArray target, NDArray hidden) {
    return SCRIPT.call("hidden_squared_error", logits, target, hidden);
  }
}
