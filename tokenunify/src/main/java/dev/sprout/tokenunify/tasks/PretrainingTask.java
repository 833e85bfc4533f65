package dev.sprout.tokenunify.tasks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.model.Parameter;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.nn.train.Exporter;
import dev.sprout.nn.train.TrainingTask;
import dev.sprout.tokenunify.mamba.GradientTape;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.network.MambaUnet;
import dev.sprout.tokenunify.network.MambaUnetConfig;
import dev.sprout.tokenunify.network.NextPatchHead;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * TokenUnify's pretraining (section 3): the network restores hidden patches of unlabelled blocks,
 * in three tasks that share the loss. The random task is one pass of the network; the next and the
 * next-all task share another one.
 */
public final class PretrainingTask implements TrainingTask {
  private final MambaUnet network;
  private final NextPatchHead head;
  private final Weights weights;
  private final BlockSource blocks;
  private final PatchGrid grid;
  private final PretrainingOptions options;
  private final long steps;
  private final Exporter exporter;

  /**
   * A pretraining.
   *
   * @param config with one output
   * @param weights of {@link #parameters}
   * @param steps of the whole training, in the course of which the tasks' weights change
   * @param exporter writes the model
   */
  public PretrainingTask(
      MambaUnetConfig config,
      Weights weights,
      BlockSource blocks,
      PretrainingOptions options,
      long steps,
      Exporter exporter) {
    this.network = new MambaUnet(config, weights);
    this.head = new NextPatchHead(weights);
    this.weights = weights;
    this.blocks = blocks;
    this.grid = PatchGrid.of(blocks.sides());
    this.options = options;
    this.steps = steps;
    this.exporter = exporter;
  }

  /** The arrays of the network and its head for blocks of such sides. */
  public static List<Parameter> parameters(MambaUnetConfig config, BlockSides sides) {
    List<Parameter> all = new ArrayList<>(MambaUnet.parameters(config));
    all.addAll(NextPatchHead.parameters(sides));
    return all;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public int batch() {
    return options.batch();
  }

  /** The loss alone; its gradient comes from {@link #backward}. */
  @Override
  public NDArray loss(BatchKey draw, NDManager scope, Map<String, Double> meters) {
    return loss(draw, scope, meters, new GradientTape());
  }

  @Override
  public float backward(
      BatchKey draw,
      double share,
      NDManager scope,
      Map<String, Double> meters,
      GradientCollector collector) {
    GradientTape tape = new GradientTape();
    NDArray loss = loss(draw, scope, meters, tape);
    tape.backward(collector, TorchOps.scaled(loss, share));
    return loss.getFloat();
  }

  private NDArray loss(
      BatchKey draw, NDManager scope, Map<String, Double> meters, GradientTape tape) {
    long done = draw.step() - 1;
    TaskWeights shares =
        options.schedule().weights((double) done / steps, done / options.epochSteps());
    RandomStream random = draw.random();
    float[][] grey = new float[options.batch()][];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = blocks.draw(random).grey();
    }
    NDArray sum = scope.create(0f);
    if (shares.random() > 0) {
      PretrainingBatch batch = PretrainingBatch.random(grid, grey, options, random);
      NDArray map = network.forward(batch.input(scope), tape);
      sum = add(sum, shares.random(), batch.error(map, options.region()), "random", meters);
    }
    if (shares.next() > 0 || shares.nextAll() > 0) {
      PretrainingBatch batch = PretrainingBatch.prefixes(grid, grey, options, random);
      NDArray map = network.forward(batch.input(scope), tape);
      if (shares.next() > 0) {
        NDArray error = PretrainingLosses.overAll(head.forward(map), batch.next(scope));
        sum = add(sum, shares.next(), error, "next", meters);
      }
      if (shares.nextAll() > 0) {
        NDArray error = batch.error(map, options.region());
        sum = add(sum, shares.nextAll(), error, "nextAll", meters);
      }
    }
    return sum;
  }

  private static NDArray add(
      NDArray sum, double share, NDArray error, String name, Map<String, Double> meters) {
    meters.put(name, (double) error.getFloat());
    return sum.add(TorchOps.scaled(error, share));
  }

  @Override
  public void export(Weights averages, Path folder) {
    exporter.export(averages, folder);
  }
}
