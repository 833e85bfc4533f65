package dev.sprout.tokenunify.tasks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sprout.core.Default;
import dev.sprout.core.Require;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.nn.train.TrainingTask;
import dev.sprout.tokenunify.mamba.GradientTape;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.network.MambaUnet;
import dev.sprout.tokenunify.network.MambaUnetConfig;
import java.nio.file.Path;
import java.util.Map;

/**
 * Fine-tuning: the network predicts the affinities of labelled blocks, whose borders are widened.
 * Affinities of 1 and of 0 are balanced over all blocks of a step together.
 */
public final class AffinityTask implements TrainingTask {
  private final MambaUnetConfig config;
  private final Weights weights;
  private final BlockSource blocks;
  private final AffinityTargets targets;
  private final Objective objective;
  private final Precision precision; // that the hardware has
  private final SegmentValidation validation; // null without
  private final AffinityExporter exporter;

  /**
   * What is learned.
   *
   * @param loss of the affinities
   * @param batch blocks a step, ≥ 1
   * @param borders where borders between cells are widened
   * @param precision of the convolutions; bfloat16 only where the hardware multiplies in it
   */
  public record Objective(
      AffinityLoss loss,
      int batch,
      @Default("\"sections\"") Borders borders,
      @Default("\"fp32\"") Precision precision) {
    /** Checks the batch. */
    public Objective {
      Require.positive("batch", batch);
    }
  }

  /**
   * A fine-tuning.
   *
   * @param config with three outputs
   * @param blocks with labels
   * @param validation on other blocks; null for none
   * @param exporter writes the model
   */
  public AffinityTask(
      MambaUnetConfig config,
      Weights weights,
      BlockSource blocks,
      Objective objective,
      SegmentValidation validation,
      AffinityExporter exporter) {
    Require.between(
        "outputs", config.outputs(), AffinityTargets.CHANNELS, AffinityTargets.CHANNELS);
    this.config = config;
    this.weights = weights;
    this.blocks = blocks;
    this.targets = new AffinityTargets(blocks.sides());
    this.objective = objective;
    try (NDManager scope = weights.newScope()) {
      this.precision = ComputeDevice.trainingPrecision(objective.precision(), scope);
    }
    this.validation = validation;
    this.exporter = exporter;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public int batch() {
    return objective.batch();
  }

  /** The loss alone; its gradient comes from {@link #backward}. */
  @Override
  public NDArray loss(BatchKey draw, NDManager scope, Map<String, Double> meters) {
    return loss(draw, scope, new GradientTape());
  }

  @Override
  public float backward(
      BatchKey draw,
      double share,
      NDManager scope,
      Map<String, Double> meters,
      GradientCollector collector) {
    GradientTape tape = new GradientTape();
    NDArray error = loss(draw, scope, tape);
    tape.backward(collector, TorchOps.scaled(error, share));
    return error.getFloat();
  }

  private NDArray loss(BatchKey draw, NDManager scope, GradientTape tape) {
    int batch = objective.batch();
    int voxels = blocks.sides().voxels();
    float[] grey = new float[batch * voxels];
    float[] affinities = new float[batch * AffinityTargets.CHANNELS * voxels];
    for (int i = 0; i < batch; i++) {
      BlockSource.Block block = blocks.draw(draw.random());
      float[] target =
          targets.affinities(targets.widenBorders(block.labels(), objective.borders()));
      System.arraycopy(block.grey(), 0, grey, i * voxels, voxels);
      System.arraycopy(target, 0, affinities, i * target.length, target.length);
    }
    float[] balance = ClassBalance.of(affinities).weights(affinities);
    Weights used = precision.isBfloat16() ? MambaUnet.withBfloat16Kernels(weights, scope) : weights;
    NDArray map = new MambaUnet(config, used).forward(array(scope, grey, 1), tape);
    return objective
        .loss()
        .of(
            MambaUnet.probability(map),
            array(scope, affinities, AffinityTargets.CHANNELS),
            array(scope, balance, AffinityTargets.CHANNELS));
  }

  private NDArray array(NDManager scope, float[] values, int channels) {
    BlockSides sides = blocks.sides();
    return scope.create(
        values, new Shape(objective.batch(), channels, sides.z(), sides.y(), sides.x()));
  }

  @Override
  public Map<String, Double> validate(long step, Weights averages) {
    return validation == null ? Map.of() : validation.validate(step, config, averages, exporter);
  }

  @Override
  public boolean endsEarly(long step) {
    return validation != null && validation.endsEarly(step);
  }

  @Override
  public void export(Weights averages, Path folder) {
    exporter.export(averages, validation == null ? null : validation.threshold(), folder);
  }
}
