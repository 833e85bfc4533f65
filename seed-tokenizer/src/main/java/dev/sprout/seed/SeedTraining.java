package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.Default;
import dev.sprout.core.RandomStream;
import dev.sprout.core.Require;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.nn.ops.TorchScript;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.nn.train.EpochOrder;
import dev.sprout.nn.train.Exporter;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.nn.train.TrainingTask;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Training of the whole tokenizer with the losses of SEED-LLaMA (arXiv 2310.01218, section 3.2):
 * contrast of image and text embeddings, quantisation, and reconstruction of causal and generation
 * embeddings from codes. Quantisation starts after {@link Options#quantiseFrom} steps; dead codes
 * are reset until {@link Options#reviveUntil}.
 */
public final class SeedTraining implements TrainingTask {
  /** Largest distortion; at twice this a picture may shrink to nothing. */
  public static final double STRONGEST_DISTORTION = 5;

  private static final TorchScript LOSSES = Preprocessing.LOSSES;

  /** Quantisation loss weight, as released. */
  private static final double QUANTISATION = 5;

  /** Weight of the causal embeddings' reconstruction loss, as released. */
  private static final double RECONSTRUCTION = 2;

  /** Most steps between refreshes of the name embeddings. */
  private static final long NAMES_EVERY = 50;

  private final SeedNetwork network;
  private final Weights weights;
  private final EpochOrder order;
  private final TrainingTexts texts;
  private final TrainingViews views;
  private final GenerationLoss generation;
  private final NameMemory names;
  private final CodebookRevival revival;
  private final Options options;
  private final Exporter exporter;

  /**
   * Options of the tokenizer's training.
   *
   * @param batch pictures per batch, ≥ 1
   * @param precision precision of matrix products in blocks; weights are float32
   * @param quantiseFrom steps before quantisation begins, ≥ 0
   * @param reviveEvery steps between resets of dead codes, ≥ 1
   * @param reviveUntil last step at which dead codes are reset, ≥ 0
   * @param generationWeight weight of the generation embedding's loss, ≥ 0
   * @param distortion strength of the augmentation, 0 (none) to 5; 1 is slight
   * @param patches share of patches encoded before {@code wholeFrom}, above 0, up to 1
   * @param wholeFrom first step at which all patches are encoded, ≥ 0
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
      Require.atLeast("quantiseFrom", quantiseFrom, 0);
      Require.positive("reviveEvery", reviveEvery);
      Require.atLeast("reviveUntil", reviveUntil, 0);
      Require.atLeast("generationWeight", generationWeight, 0.0);
      Require.between("distortion", distortion, 0.0, STRONGEST_DISTORTION);
      Require.positiveUpTo("patches", patches, 1);
      Require.atLeast("wholeFrom", wholeFrom, 0);
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
    this.texts = set.texts();
    this.views = new TrainingViews(network, set.pictures(), options);
    this.generation = new GenerationLoss(set.targets(), manager);
    this.names =
        new NameMemory(network, texts.names(), interval(training.checkpointEvery()), manager);
    this.revival = new CodebookRevival(network, weights);
    this.options = options;
    this.exporter = exporter;
  }

  /**
   * Refresh interval in steps: a divisor of the checkpoint interval, so that resumed runs refresh
   * at the same steps.
   */
  private static long interval(long checkpointEvery) {
    return BigInteger.valueOf(checkpointEvery).gcd(BigInteger.valueOf(NAMES_EVERY)).longValue();
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
    names.refresh(key.step());
    long since = key.step() - options.quantiseFrom() - 1;
    if (since >= 0 && key.step() <= options.reviveUntil() && since % options.reviveEvery() == 0) {
      int[] indices = order.indices(key.batch(), options.batch());
      NDArray causal = network.causalEmbeddings(views.vision(scope, indices, key)); // [B, Q, D]
      revival.resetDeadCodes(network.project(causal), key.random());
    }
  }

  @Override
  public NDArray loss(BatchKey key, NDManager scope, Map<String, Double> meters) {
    int[] indices = order.indices(key.batch(), options.batch());
    NDArray vision = views.vision(scope, indices, key); // [B, M, C]
    NDArray causal = network.causalEmbeddings(vision); // [B, Q, D]
    ContrastiveLoss contrastive = contrastive(indices, key.random(), scope);
    NDArray last = contrastive.of(network.imageEmbedding(causal));
    NDArray pooled = contrastive.of(network.pooledEmbedding(vision));
    NDArray projected = network.project(causal); // [B, Q, K]
    NDArray ids = network.nearest(projected); // [B, Q]
    NDList quantised =
        LOSSES.callForList(
            "straight_through", projected, weights.get(CodebookRevival.CODEBOOK), ids);
    boolean coded = key.step() > options.quantiseFrom();
    NDArray codes = network.decodeCodes(coded ? quantised.get(0) : projected); // [B, Q, D]
    NDArray again = network.reconstructCausal(codes); // [B, Q, D]
    NDArray rebuilt = LOSSES.call("one_minus_cosine", again, causal);
    NDArray read = contrastive.of(network.imageEmbedding(again));
    NDArray drawn = generation.of(network.generationEmbedding(codes), indices, meters);
    meters.put("contrast", (double) last.getFloat());
    meters.put("pooled", (double) pooled.getFloat());
    meters.put("read", (double) read.getFloat());
    meters.put("codes", (double) CodebookRevival.used(ids).size());
    meters.put("quantisation", (double) quantised.get(1).getFloat());
    meters.put("rebuilt", (double) rebuilt.getFloat());
    return last.add(pooled)
        .add(read)
        .add(TorchOps.scaled(quantised.get(1), coded ? QUANTISATION : 0))
        .add(TorchOps.scaled(rebuilt, RECONSTRUCTION))
        .add(TorchOps.scaled(drawn, options.generationWeight()));
  }

  private ContrastiveLoss contrastive(int[] indices, RandomStream random, NDManager scope) {
    List<long[]> drawn = new ArrayList<>();
    for (int picture : indices) {
      drawn.add(texts.text(picture, random));
    }
    return new ContrastiveLoss(
        network.textEmbedding(TextBatch.of(drawn, scope)),
        ContrastiveLoss.matches(generation.concepts(indices), scope),
        names.embeddings(),
        generation.concepts(indices, scope));
  }
}
