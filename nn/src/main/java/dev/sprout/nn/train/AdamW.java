package dev.sprout.nn.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchScript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
  private final Map<Group, List<Integer>> groups = new LinkedHashMap<>();

  /** Arrays of a common update. */
  private record Group(boolean decayed, ArrayRate rate) {}

  /** Creates an optimiser of weights; moments start at zero, the average at the weights. */
  public AdamW(Weights weights, OptimiserOptions options, NDManager parent) {
    this(weights, options, name -> ArrayRate.USUAL, parent);
  }

  /**
   * Like {@link #AdamW(Weights, OptimiserOptions, NDManager)}, with arrays trained at different
   * rates.
   */
  public AdamW(
      Weights weights,
      OptimiserOptions options,
      Function<String, ArrayRate> rates,
      NDManager parent) {
    this.options = options;
    this.weights = weights;
    this.firstMoments = weights.zeros(parent);
    this.secondMoments = weights.zeros(parent);
    this.averages = weights.copy(parent);
    weights.requireGradients();
    int index = 0;
    for (Map.Entry<String, NDArray> each : weights.arrays().entrySet()) {
      boolean decayed = each.getValue().getShape().dimension() > 1;
      Group group = new Group(decayed, rates.apply(each.getKey()));
      groups.computeIfAbsent(group, key -> new ArrayList<>()).add(index++);
    }
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
    NDArray gradScale = scope.create((float) Math.max(1, norm / options.clipNorm()));
    groups.forEach(
        (group, indices) -> {
          long ownStep = step - group.rate().fixedSteps();
          if (ownStep < 1) {
            return;
          }
          SCRIPT
              .update(
                  "adamw",
                  pick(all(weights), indices),
                  pick(gradients, indices),
                  pick(all(firstMoments), indices),
                  pick(all(secondMoments), indices),
                  scope.create((float) ownStep),
                  gradScale,
                  learningRate * group.rate().share(),
                  options.beta1(),
                  options.beta2(),
                  options.epsilon(),
                  group.decayed() ? options.weightDecay() : 0.0)
              .attach(scope);
        });
    double rate = 1 - options.averageDecay(step);
    SCRIPT.update("ema", all(averages), all(weights), rate).attach(scope);
  }

  private static NDArray[] all(Weights set) {
    return set.arrays().values().toArray(NDArray[]::new);
  }

  private static NDArray[] pick(NDArray[] arrays, List<Integer> indices) {
    return indices.stream().map(i -> arrays[i]).toArray(NDArray[]::new);
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
