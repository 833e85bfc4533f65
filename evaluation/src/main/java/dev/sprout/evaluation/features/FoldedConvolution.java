package dev.sprout.evaluation.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchScript;
import java.util.stream.Stream;

/**
 * A convolution with the batch norm that follows it folded in. Constant; belongs to a manager.
 *
 * @param weight [O, C / groups, h, w], in a layout for this machine
 * @param bias [O]
 */
record FoldedConvolution(NDArray weight, NDArray bias) {
  private static final TorchScript SCRIPT =
      TorchScript.compile("#include \"Convolution.torchscript\"\n");

  /**
   * Folds a convolution.
   *
   * @param convolution name of its weight
   * @param norm name of its batch norm
   * @param groups groups of channels that don't mix
   * @param epsilon added to the norm's variance
   */
  static FoldedConvolution of(
      Weights weights,
      String convolution,
      String norm,
      int groups,
      double epsilon,
      NDManager manager) {
    NDList pair =
        SCRIPT.callForList(
            "fold",
            weights.get(convolution),
            weights.get(norm + ".weight"),
            weights.get(norm + ".bias"),
            weights.get(norm + ".running_mean"),
            weights.get(norm + ".running_var"),
            epsilon,
            groups);
    pair.attach(manager);
    return new FoldedConvolution(pair.get(0), pair.get(1));
  }

  /** Weights and biases in turn, as scripts take them. */
  static NDArray[] parts(Stream<FoldedConvolution> convolutions) {
    return convolutions.flatMap(each -> Stream.of(each.weight, each.bias)).toArray(NDArray[]::new);
  }
}
