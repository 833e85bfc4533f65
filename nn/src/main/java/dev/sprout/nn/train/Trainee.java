package dev.sprout.nn.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.nn.Weights;
import dev.sprout.nn.random.RandomStream;
import java.nio.file.Path;
import java.util.Map;

/** A network with the data and the loss that it learns from. */
public interface Trainee {

  /** What is learned. */
  Weights weights();

  /** Pictures (or other examples) a step. */
  int batch();

  /**
   * The loss of one step, differentiable in the weights.
   *
   * @param step number of the step, from 1; the same step always sees the same data
   * @param random this step's own stream
   * @param scope owns everything made here and is closed after the step
   * @param meters receives further figures to record
   * @return a scalar
   */
  NDArray loss(long step, RandomStream random, NDManager scope, Map<String, Double> meters);

  /**
   * Draws pictures that show the progress.
   *
   * @param averages the averaged weights
   */
  default void preview(Weights averages, Path file) {}

  /** Writes the model, ready to be used, into a folder. */
  void export(Weights averages, Path folder);
}
