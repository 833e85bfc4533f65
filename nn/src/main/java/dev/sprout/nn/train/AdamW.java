package dev.sprout.nn.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchScript;
import java.util.Arrays;

/**
 * AdamW (Loshchilov and Hutter, 2019) with clipping by the global gradient norm and an exponential
 * moving average of the weights, each one fused call over all arrays.
 *
 * <p>Weight decay excludes arrays of one dimension: biases and scales. Not thread-safe.
 */
public final class AdamW implements AutoCloseable {
  private static final TorchScript SCRIPT = TorchScript.load(AdamW.class, "AdamW.torchscript");

  private final OptimiserOptions options;
  private final Weights weights;
  private final Weights firstMoments;
  private final Weights secondMoments;
  private final Weights averages;

  /** Creates an optimiser of weights; moments start at zero, the average at the weights. */
  public AdamW(Weights weights, OptimiserOptions options, NDManager parent) {
    this.options = options;
    this.weights = weights;
    this.firstMoments = weights.zeros(parent);
    this.secondMoments = weights.zeros(parent);
    this.averages = weights.copy(parent);
    weights.requireGradients();
  }

  /**
   * Updates the weights by their gradients, then clears these.
   *
   * @param step number of the step, from 1
   * @param learningRate learning rate of the step
   * @return norm of all gradients before clipping; if not finite, nothing is updated
   */
  public double step(long step, double learningRate) {
    NDArray[] gradients =
        weights.arrays().values().stream().map(NDArray::getGradient).toArray(NDArray[]::new);
    try (NDManager scope = gradients[0].getManager().newSubManager()) {
      NDList norms = SCRIPT.update("grad_norm", (Object) gradients);
      norms.attach(scope);
      double norm = norms.get(0).getFloat();
      if (Double.isFinite(norm)) {
        apply(step, learningRate, norm, gradients, scope);
      }
      SCRIPT.update("clear", (Object) gradients).attach(scope);
      return norm;
    } finally {
      for (NDArray gradient : gradients) {
        gradient.close();
      }
    }
  }

  private void apply(
      long step, double learningRate, double norm, NDArray[] gradients, NDManager scope) {
    NDArray count = scope.create((float) step);
    NDArray gradScale = scope.create((float) Math.max(1, norm / options.clipNorm()));
    for (boolean decayed : new boolean[] {true, false}) {
      NDArray[] group = group(weights, decayed);
      if (group.length == 0) {
        continue;
      }
      SCRIPT
          .update(
              "adamw",
              group,
              pick(gradients, decayed),
              group(firstMoments, decayed),
              group(secondMoments, decayed),
              count,
              gradScale,
              learningRate,
              options.beta1(),
              options.beta2(),
              options.epsilon(),
              decayed ? options.weightDecay() : 0.0)
          .attach(scope);
    }
    double rate = 1 - options.averageDecay(step);
    SCRIPT.update("ema", all(averages), all(weights), rate).attach(scope);
  }

  private static NDArray[] all(Weights set) {
    return set.arrays().values().toArray(NDArray[]::new);
  }

  private static NDArray[] group(Weights set, boolean decayed) {
    return pick(all(set), decayed);
  }

  private static NDArray[] pick(NDArray[] arrays, boolean decayed) {
    return Arrays.stream(arrays)
        .filter(a -> (a.getShape().dimension() > 1) == decayed)
        .toArray(NDArray[]::new);
  }

  /** The averaged weights. */
  public Weights averages() {
    return averages;
  }

  /** The running means of the gradients. */
  public Weights firstMoments() {
    return firstMoments;
  }

  /** The running means of the squared gradients. */
  public Weights secondMoments() {
    return secondMoments;
  }

  @Override
  public void close() {
    firstMoments.close();
    secondMoments.close();
    averages.close();
  }
}
