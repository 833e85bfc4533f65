package dev.sprout.recipes;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.Default;
import dev.sprout.core.RandomStream;
import dev.sprout.core.Require;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.nn.train.ArrayRate;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.nn.train.EpochOrder;
import dev.sprout.nn.train.Preview;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.nn.train.TrainingTask;
import dev.sprout.seed.SeedLoss;
import dev.sprout.seed.SeedNetwork;
import dev.sprout.xar.network.Conditions;
import dev.sprout.xar.network.Prefix;
import dev.sprout.xar.network.XarNetwork;
import dev.sprout.xar.training.ConditionDropout;
import dev.sprout.xar.training.FlowBatches;
import dev.sprout.xar.training.NestedDropout;
import dev.sprout.xar.training.XarLoss;
import dev.sprout.xar.training.XarTraining;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Training of tokenizer and generator at once. The generator's prefix is the tokenizer's codes, so
 * that its flow-matching loss trains vision encoder, Q-Former and quantiser through the
 * straight-through gradient, beside SEED's own losses (arXiv 2310.01218, section 3.2). Nested
 * dropout keeps the first ids of each picture only, which orders them from coarse to fine (FlexTok,
 * arXiv 2502.13967). Pictures are described by their ids or, a share of them, by their labels.
 */
final class JointTraining implements TrainingTask {
  private final JointModel parts;
  private final Weights weights;
  private final XarTraining.TrainingSet set;
  private final EpochOrder order;
  private final SeedLoss tokenizer;
  private final XarNetwork generator;
  private final FlowBatches batches;
  private final XarLoss flow;
  private final ConditionDropout dropout;
  private final NestedDropout nested;
  private final Options options;
  private final Preview preview;

  /**
   * Options of the joint training.
   *
   * @param batch pictures per batch, ≥ 1
   * @param precision precision of matrix products in blocks; weights are float32
   * @param labelDrop share of pictures without any condition, for guidance, in [0, 1)
   * @param labelled share of pictures described by their labels in place of their ids, above 0, up
   *     to 1; without any, the class embeddings would stay random
   * @param contrastWeight weight of SEED's contrastive losses, ≥ 0
   * @param reconstructionWeight weight of SEED's quantisation and reconstruction losses, ≥ 0
   * @param tokenizerRate factor of the learning rate for the tokenizer, above 0, up to 1000
   * @param allIds share of pictures that keep all ids, beside those that nested dropout draws so,
   *     in [0, 1)
   * @param fromNoise share of pictures that are pure noise throughout, so that only the condition
   *     tells what to draw, in [0, 1)
   * @param generatorFirst first steps in which the generator alone learns and the tokenizer is
   *     fixed, ≥ 0
   * @param tokenizer options of SEED's losses
   */
  record Options(
      int batch,
      @Default("\"fp32\"") Precision precision,
      double labelDrop,
      double labelled,
      double contrastWeight,
      double reconstructionWeight,
      double tokenizerRate,
      @Default("0") double allIds,
      @Default("0") double fromNoise,
      long generatorFirst,
      SeedLoss.Options tokenizer) {
    Options {
      Require.positive("batch", batch);
      Require.present("precision", precision);
      Require.fraction("labelDrop", labelDrop);
      Require.positiveUpTo("labelled", labelled, 1);
      Require.atLeast("contrastWeight", contrastWeight, 0.0);
      Require.atLeast("reconstructionWeight", reconstructionWeight, 0.0);
      Require.positiveUpTo("tokenizerRate", tokenizerRate, 1000);
      Require.fraction("allIds", allIds);
      Require.fraction("fromNoise", fromNoise);
      Require.atLeast("generatorFirst", generatorFirst, 0);
      Require.present("tokenizer", tokenizer);
    }
  }

  /**
   * Creates the training.
   *
   * @param weights of both parts, see {@link JointModel#join}
   * @param set latents and labels of the pictures; its source of prefixes is unused
   * @param compared what SEED's losses compare
   * @param manager owner of the networks' tables
   */
  JointTraining(
      JointModel parts,
      Weights weights,
      XarTraining.TrainingSet set,
      SeedLoss.Set compared,
      Options options,
      TrainingOptions training,
      Preview preview,
      NDManager manager) {
    Precision precision = ComputeDevice.trainingPrecision(options.precision(), manager);
    NDManager shared = manager.newSubManager();
    Weights seed = JointModel.part(JointModel.TOKENIZER, weights, shared);
    Weights xar = JointModel.part(JointModel.GENERATOR, weights, shared);
    SeedNetwork network = new SeedNetwork(parts.seed(), seed, precision);
    this.parts = parts;
    this.weights = weights;
    this.set = set;
    this.order = new EpochOrder(set.trained(), training.seed());
    this.tokenizer = new SeedLoss(network, seed, compared, options.tokenizer(), training, manager);
    this.generator = new XarNetwork(parts.model().xar(), xar, precision, manager);
    this.batches = new FlowBatches(set, parts.model().xar());
    this.flow = new XarLoss(generator, false);
    this.dropout = new ConditionDropout(generator, options.labelDrop());
    this.nested = new NestedDropout(parts.seed().queries());
    this.options = options;
    this.preview = preview;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public ArrayRate rate(String name) {
    return name.startsWith(JointModel.TOKENIZER)
        ? new ArrayRate(options.tokenizerRate(), options.generatorFirst())
        : ArrayRate.USUAL;
  }

  @Override
  public int batch() {
    return options.batch();
  }

  @Override
  public void prepare(BatchKey key, NDManager scope) {
    if (trainsTokenizer(key)) {
      tokenizer.prepare(order.indices(key.batch(), options.batch()), key, scope);
    }
  }

  private boolean trainsTokenizer(BatchKey key) {
    return key.step() > options.generatorFirst();
  }

  @Override
  public NDArray loss(BatchKey key, NDManager scope, Map<String, Double> meters) {
    int[] pictures = order.indices(key.batch(), options.batch());
    if (!trainsTokenizer(key)) {
      return flow(pictures, tokenizer.codes(pictures, key, scope), key.random(), scope, meters);
    }
    SeedLoss.Batch batch = tokenizer.of(pictures, key, scope, meters);
    NDArray rebuilt = batch.quantisation().add(batch.reconstruction());
    return flow(pictures, batch.codes(), key.random(), scope, meters)
        .add(TorchOps.scaled(batch.contrast(), options.contrastWeight()))
        .add(TorchOps.scaled(rebuilt, options.reconstructionWeight()));
  }

  /** Flow-matching loss of pictures described by codes, [B, Q, K]. */
  private NDArray flow(
      int[] pictures,
      NDArray codes,
      RandomStream random,
      NDManager scope,
      Map<String, Double> meters) {
    FlowBatches.Batch batch = batches.draw(pictures, random, scope);
    Prefix prefix = new Prefix(codes, kept(pictures.length, random));
    NDArray times = batch.times().maximum(pureNoise(pictures.length, random, scope)); // [B, E]
    Conditions conditions = conditions(pictures, prefix, random, scope);
    NDArray loss = flow.of(batch.data(), batch.noise(), times, conditions);
    meters.put("flow", (double) loss.getFloat());
    return loss;
  }

  /** How many ids each picture keeps, [B]. */
  private List<Integer> kept(int pictures, RandomStream random) {
    List<Integer> kept = new ArrayList<>(nested.draw(pictures, random));
    kept.replaceAll(k -> random.nextDouble() < options.allIds() ? parts.seed().queries() : k);
    return kept;
  }

  /** 1 for the pictures whose entities are pure noise, else 0, [B, 1]. */
  private NDArray pureNoise(int pictures, RandomStream random, NDManager scope) {
    float[] noise = new float[pictures];
    for (int i = 0; i < pictures; i++) {
      noise[i] = random.nextDouble() < options.fromNoise() ? 1 : 0;
    }
    return scope.create(noise, new Shape(pictures, 1));
  }

  /** Ids with "no class", or labels with the null prefix, or neither. */
  private Conditions conditions(
      int[] pictures, Prefix prefix, RandomStream random, NDManager scope) {
    boolean[] dropped = dropout.draw(pictures.length, random);
    boolean[] labelled = new boolean[pictures.length];
    long[][] rows = new long[pictures.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = set.labels()[pictures[i]].clone();
      boolean hasLabels = rows[i][0] < parts.model().xar().noClass();
      labelled[i] = random.nextDouble() < options.labelled() && hasLabels;
      if (!labelled[i]) {
        Arrays.fill(rows[i], parts.model().xar().noClass());
      }
    }
    return dropout.conditions(scope, rows, generator.dropped(prefix, labelled), dropped);
  }

  @Override
  public void preview(Weights averages, Path file) {
    preview.draw(averages, file);
  }

  @Override
  public void export(Weights averages, Path folder) {
    parts.export(averages, folder);
  }
}
