package dev.sprout.nn.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchOps;
import java.nio.file.Path;
import java.util.Map;

/** A network with the data and the loss that it learns from. */
public interface TrainingTask {

  /** What is learned. */
  Weights weights();

  /** Pictures (or other examples) a batch. */
  int batch();

  /**
   * Changes weights by other means than gradients, before the losses of a step.
   *
   * @param key of the step's first batch
   * @param scope owns everything made here and is closed after the step
   */
  default void prepare(BatchKey key, NDManager scope) {}

  /**
   * The loss of one batch, differentiable in the weights. Several threads call this at once where a
   * step has several batches.
   *
   * @param key of the batch
   * @param scope owns everything made here and is closed after the step
   * @param meters receives further figures to record
   * @return a scalar
   */
  NDArray loss(BatchKey key, NDManager scope, Map<String, Double> meters);

  /**
   * Leaves the gradient of one batch's loss beside the weights. Networks with operations that the
   * engine can't differentiate override this; the losses of all others carry their gradients.
   *
   * @param share of the batch in its step, which scales the gradient
   * @param collector under which this is called
   * @return the loss
   */
  default float backward(
      BatchKey key,
      double share,
      NDManager scope,
      Map<String, Double> meters,
      GradientCollector collector) {
    NDArray loss = loss(key, scope, meters);
    collector.backward(share == 1 ? loss : TorchOps.scaled(loss, share));
    return loss.getFloat();
  }

  /**
   * Draws pictures that show the progress.
   *
   * @param averages the averaged weights
   */
  default void preview(Weights averages, Path file) {}

  /**
   * Figures on data that isn't trained on, where they are due after a step; else none.
   *
   * @param averages the averaged weights
   */
  default Map<String, Double> validate(long step, Weights averages) {
    return Map.of();
  }

  /** Whether a training that has come to a step ends there, before its last one. */
  default boolean endsEarly(long step) {
    return false;
  }

  /**
   * Writes the model, ready to be used, into a folder; what makes it a model, such as its
   * configuration, comes last, so that a run killed meanwhile leaves none or a whole one.
   */
  void export(Weights averages, Path folder);
}
