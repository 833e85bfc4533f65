package dev.sprout.nn.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchScript;
import java.util.ArrayList;
import java.util.List;

/**
 * AdamW (Loshchilov and Hutter, 2019) with clipping by the global gradient norm and an exponential
 * moving average of the weights, each one fused call over all arrays.
 *
 * <p>Arrays of one dimension, biases and scales, are not decayed. Not thread-safe.
 */
public final class AdamW implements AutoCloseable {
  private static final TorchScript SCRIPT = TorchScript.load(AdamW.class, "AdamW.torchscript");

  private final OptimiserOptions options;
  private final Weights weights;
  private final Weights firstMoments;
  private final Weights secondMoments;
  private final Weights averages;

  /** An optimiser of the given weights; moments begin at zero, the average at the weights. */
  public AdamW(Weights weights, OptimiserOptions options, NDManager parent) {
    this.options = options;
    this.weights = weights;
    this.firstMoments = weights.zeros(parent);
    this.secondMoments = weights.zeros(parent);
    this.averages = weights.copy(parent);
    weights.requireGradients();
  }

  /**
   * One step along the gradients that the last loss left, which are cleared.
   *
   * @param step the number of this step, from 1
   * @param learningRate the rate of this step
   * @return the norm of all gradients before clipping; when it is not finite nothing was changed
   */
  public double step(long step, double learningRate) {
    List<NDArray> gradients = weights.arrays().values().stream().map(NDArray::getGradient).toList();
    try (NDManager scope = gradients.get(0).getManager().newSubManager()) {
      NDList norms = SCRIPT.update("grad_norm", gradients);
      norms.attach(scope);
      double norm = norms.get(0).getFloat();
      if (Double.isFinite(norm)) {
        apply(step, learningRate, norm, gradients, scope);
      }
      SCRIPT.update("clear", gradients).attach(scope);
      return norm;
    } finally {
      gradients.forEach(NDArray::close);
    }
  }

  private void apply(
      long step, double learningRate, double norm, List<NDArray> gradients, NDManager scope) {
    float gradScale = (float) Math.max(1, norm / options.clipNorm());
    for (boolean decayed : new boolean[] {true, false}) {
      List<NDArray> group = group(weights, decayed);
      if (group.isEmpty()) {
        continue;
      }
      double decay = decayed ? options.weightDecay() : 0;
      List<NDArray> settings =
          List.of(
              scope.create((float) step),
              scope.create(learningRate),
              scope.create(options.beta1()),
              scope.create(options.beta2()),
              scope.create(options.epsilon()),
              scope.create(decay),
              scope.create(gradScale));
      List<NDArray> first = group(firstMoments, decayed);
      List<NDArray> second = group(secondMoments, decayed);
      SCRIPT
          .update("adamw", group, pick(gradients, decayed), first, second, settings)
          .attach(scope);
    }
    NDArray rate = scope.create(1 - options.averageDecay(step));
    SCRIPT.update("ema", all(averages), all(weights), List.of(rate)).attach(scope);
  }

  private static List<NDArray> all(Weights set) {
    return new ArrayList<>(set.arrays().values());
  }

  private static List<NDArray> group(Weights set, boolean decayed) {
    return pick(all(set), decayed);
  }

  private static List<NDArray> pick(List<NDArray> arrays, boolean decayed) {
    return arrays.stream().filter(a -> (a.getShape().dimension() > 1) == decayed).toList();
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
