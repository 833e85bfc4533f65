package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.Default;
import dev.sprout.core.Require;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.nn.train.EpochOrder;
import dev.sprout.nn.train.Exporter;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.nn.train.TrainingTask;
import java.nio.file.Path;
import java.util.Map;

/**
 * Training of the whole tokenizer with the losses of SEED-LLaMA (arXiv 2310.01218, section 3.2):
 * those of {@link SeedLoss}, and that of generation embeddings decoded from codes.
 */
public final class SeedTraining implements TrainingTask {
  private final SeedNetwork network;
  private final Weights weights;
  private final EpochOrder order;
  private final SeedLoss loss;
  private final GenerationLoss generation;
  private final Options options;
  private final Exporter exporter;

  /**
   * Options of the tokenizer's training.
   *
   * @param batch pictures per batch, ≥ 1
   * @param precision precision of matrix products in blocks; weights are float32
   * @param generationWeight weight of the generation embedding's loss, ≥ 0
   * @see SeedLoss.Options
   */
  public record Options(
      int batch,
      @Default("\"fp32\"") Precision precision,
      long quantiseFrom,
      long reviveEvery,
      long reviveUntil,
      double generationWeight,
      double distortion,
      double patches,
      long wholeFrom) {
    /** Checks the ranges. */
    public Options {
      Require.positive("batch", batch);
      Require.present("precision", precision);
      Require.atLeast("generationWeight", generationWeight, 0.0);
      new SeedLoss.Options(quantiseFrom, reviveEvery, reviveUntil, distortion, patches, wholeFrom);
    }

    private SeedLoss.Options loss() {
      return new SeedLoss.Options(
          quantiseFrom, reviveEvery, reviveUntil, distortion, patches, wholeFrom);
    }
  }

  /**
   * Creates the training.
   *
   * @param training options of the run; its seed, and its checkpoint interval, at which name
   *     embeddings are refreshed
   * @param exporter writer of the trained tokenizer
   * @param manager owner of the training's arrays, weights aside
   */
  public SeedTraining(
      SeedConfig config,
      Weights weights,
      SeedTrainingSet set,
      Options options,
      TrainingOptions training,
      Exporter exporter,
      NDManager manager) {
    Precision precision = ComputeDevice.trainingPrecision(options.precision(), manager);
    this.network = new SeedNetwork(config, weights, precision);
    this.weights = weights;
    this.order = new EpochOrder(set.trained(), training.seed());
    this.loss =
        new SeedLoss(
            network,
            weights,
            new SeedLoss.Set(set.pictures(), set.texts(), set.targets()::concept),
            options.loss(),
            training,
            manager);
    this.generation = new GenerationLoss(set.targets(), manager);
    this.options = options;
    this.exporter = exporter;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public int batch() {
    return options.batch();
  }

  @Override
  public void export(Weights averages, Path folder) {
    exporter.export(averages, folder);
  }

  /** Refreshes name embeddings and resets dead codes at the steps due. */
  @Override
  public void prepare(BatchKey key, NDManager scope) {
    loss.prepare(order.indices(key.batch(), options.batch()), key, scope);
  }

  @Override
  public NDArray loss(BatchKey key, NDManager scope, Map<String, Double> meters) {
    int[] indices = order.indices(key.batch(), options.batch());
    SeedLoss.Batch batch = loss.of(indices, key, scope, meters);
    NDArray drawn = generation.of(network.generationEmbedding(batch.decoded()), indices, meters);
    return batch
        .contrast()
        .add(batch.quantisation())
        .add(batch.reconstruction())
        .add(TorchOps.scaled(drawn, options.generationWeight()));
  }
}
