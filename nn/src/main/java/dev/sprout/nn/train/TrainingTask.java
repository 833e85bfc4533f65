package dev.sprout.nn.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchOps;
import java.nio.file.Path;
import java.util.Map;

/** Network with its training data and loss. */
public interface TrainingTask {

  /** Trained weights. */
  Weights weights();

  /** How fast an array of {@link #weights} is trained. */
  default ArrayRate rate(String name) {
    return ArrayRate.USUAL;
  }

  /** Examples per batch. */
  int batch();

  /**
   * Updates weights by other means than gradients, before the losses of a step.
   *
   * @param key key of the step's first batch
   * @param scope owns everything made here and is closed after the step
   */
  default void prepare(BatchKey key, NDManager scope) {}

  /**
   * Loss of one batch, differentiable in the weights. Called by several threads in steps of several
   * batches.
   *
   * @param key of the batch
   * @param scope owns everything made here and is closed after the step
   * @param meters receiver of further metrics
   * @return scalar loss
   */
  NDArray loss(BatchKey key, NDManager scope, Map<String, Double> meters);

  /**
   * Accumulates the gradient of one batch's loss in the weights. Networks with operations that the
   * engine can't differentiate override this.
   *
   * @param share weight of the batch in its step, which scales the gradient
   * @param collector gradient collector of the call
   * @return the loss
   */
  default float backward(
      BatchKey key,
      double share,
      NDManager scope,
      Map<String, Double> meters,
      GradientCollector collector) {
    NDArray loss = loss(key, scope, meters);
    TorchOps.backward(collector, share == 1 ? loss : TorchOps.scaled(loss, share));
    return loss.getFloat();
  }

  /**
   * Draws preview pictures.
   *
   * @param averages averaged weights
   */
  default void preview(Weights averages, Path file) {}

  /**
   * Figures on data that isn't trained on, where they are due after a step; else none.
   *
   * @param averages averaged weights
   */
  default Map<String, Double> validate(long step, Weights averages) {
    return Map.of();
  }

  /** Whether a training that has come to a step ends there, before its last one. */
  default boolean endsEarly(long step) {
    return false;
  }

  /**
   * Writes the usable model into a folder; its configuration comes last, so that a killed run
   * leaves a whole model or none.
   */
  void export(Weights averages, Path folder);
}
