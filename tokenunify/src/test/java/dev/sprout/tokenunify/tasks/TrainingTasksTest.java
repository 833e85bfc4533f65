package dev.sprout.tokenunify.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.train.AdamW;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.nn.train.Exporter;
import dev.sprout.nn.train.OptimiserOptions;
import dev.sprout.nn.train.TrainingTask;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.network.MambaUnet;
import dev.sprout.tokenunify.network.MambaUnetConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingTasksTest {
  private static final MambaUnetConfig CONFIG =
      new MambaUnetConfig(List.of(4, 6, 8, 12), 16, List.of(1, 3, 3), 1, 1, 5);
  private static final OptimiserOptions OPTIMISER =
      new OptimiserOptions(1e-2, 0.9, 0.95, 1e-8, 0.05, 10, 0.9);

  /** Two cells, one bright and one dark, with a border between them. */
  private record TwoCells(BlockSides sides) implements BlockSource {
    @Override
    public Block draw(RandomStream random) {
      float[] grey = new float[sides.voxels()];
      long[] labels = new long[sides.voxels()];
      for (int i = 0; i < labels.length; i++) {
        int x = i % sides.x();
        labels[i] = x < 7 ? 1 : x > 8 ? 2 : 0;
        grey[i] = (float) (labels[i] / 2.0 + 0.1 * random.nextDouble());
      }
      return new Block(grey, labels);
    }
  }

  private static final Exporter NOWHERE = (averages, folder) -> {};
  private static final BlockSource BLOCKS = new TwoCells(new BlockSides(16, 16, 16));

  private static AffinityTask.Objective objective(Precision precision) {
    return new AffinityTask.Objective(AffinityLoss.SQUARED_ERROR, 2, Borders.SECTIONS, precision);
  }

  @ParameterizedTest
  @EnumSource
  void affinitiesAreLearned(Precision precision) {
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      MambaUnetConfig config = CONFIG.withOutputs(AffinityTargets.CHANNELS);
      Weights weights = Weights.initialise(MambaUnet.parameters(config), 1, manager);
      TrainingTask task =
          new AffinityTask(config, weights, BLOCKS, objective(precision), null, (w, t, f) -> {});
      assertLossFalls(task, 25, 0.5, manager);
    }
  }

  @Test
  void hiddenPatchesAreLearned() {
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      Weights weights =
          Weights.initialise(PretrainingTask.parameters(CONFIG, BLOCKS.sides()), 1, manager);
      PretrainingOptions options = PretrainingOptions.of(2, 10);
      TrainingTask task = new PretrainingTask(CONFIG, weights, BLOCKS, options, 1000, NOWHERE);
      assertLossFalls(task, 25, 0.7, manager);
    }
  }

  private static void assertLossFalls(
      TrainingTask task, int steps, double share, NDManager manager) {
    try (AdamW optimiser = new AdamW(task.weights(), OPTIMISER, manager)) {
      double first = Double.NaN;
      double last = Double.NaN;
      for (int step = 1; step <= steps; step++) {
        last = step(task, optimiser, step, manager);
        first = step == 1 ? last : first;
      }
      assertThat(last).isLessThan(share * first);
    }
  }

  private static double step(TrainingTask task, AdamW optimiser, int step, NDManager manager) {
    Map<String, Double> meters = new HashMap<>();
    BatchKey key = new BatchKey(step, step, new RandomStream(1, step));
    try (NDManager scope = manager.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      double loss = task.backward(key, 1, scope, meters, collector);
      assertThat(optimiser.step(step, OPTIMISER.learningRate())).isPositive();
      return loss;
    }
  }
}
