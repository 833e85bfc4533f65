package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.core.Require;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.nn.train.EpochOrder;
import dev.sprout.nn.train.TrainingTask;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Training of the de-tokenizer alone (SEED, arXiv 2307.08041, section 3.3, stage two): encoder and
 * codebook are frozen, so ids are computed once and a step runs no vision transformer.
 */
public final class DetokenizerTraining implements TrainingTask {
  /** Name prefixes of the trained arrays: those between codebook and generation embedding. */
  private static final List<String> LEARNED =
      List.of(
          "pos_embed_image",
          "blocks_image.",
          "image_down.",
          "reverse_tokens",
          "Reverse_Qformer.",
          "distill_image_proj.");

  private final SeedNetwork network;
  private final Weights all;
  private final Weights learned;
  private final EpochOrder order;
  private final Ids ids;
  private final GenerationLoss loss;
  private final Options options;

  /**
   * Options of the de-tokenizer's training.
   *
   * @param batch pictures a batch, ≥ 1
   * @param noise share of ids replaced by random ones, in [0, 1), against wrong ids of a language
   *     model
   */
  public record Options(int batch, double noise) {
    /** Checks the ranges. */
    public Options {
      Require.positive("batch", batch);
      Require.fraction("noise", noise);
    }
  }

  /** Image ids of a training set. */
  public interface Ids {
    /** Ids of a random view of a picture, [Q]. */
    int[] of(int picture, RandomStream random);
  }

  /**
   * Creates the training.
   *
   * @param weights of the whole tokenizer
   * @param trained indices of the training pictures
   * @param manager owner of the training's arrays, weights aside
   */
  public DetokenizerTraining(
      SeedConfig config,
      Weights weights,
      int[] trained,
      Ids ids,
      GenerationTargets targets,
      long seed,
      Options options,
      NDManager manager) {
    this.network = new SeedNetwork(config, weights, Precision.FP32);
    this.all = weights;
    this.learned = learned(weights, manager);
    this.order = new EpochOrder(trained, seed);
    this.ids = ids;
    this.loss = new GenerationLoss(targets, manager);
    this.options = options;
  }

  private static Weights learned(Weights all, NDManager manager) {
    Map<String, NDArray> learned = new LinkedHashMap<>(all.arrays());
    learned.keySet().removeIf(name -> LEARNED.stream().noneMatch(name::startsWith));
    return Weights.of(manager.newSubManager(), learned);
  }

  @Override
  public Weights weights() {
    return learned;
  }

  @Override
  public int batch() {
    return options.batch();
  }

  @Override
  public NDArray loss(BatchKey key, NDManager scope, Map<String, Double> meters) {
    int[] pictures = order.indices(key.batch(), options.batch());
    NDArray codes = network.quantiser().embeddings(ids(pictures, key.random(), scope)); // [B, Q, K]
    return loss.of(network.generationEmbedding(network.decodeCodes(codes)), pictures, meters);
  }

  private NDArray ids(int[] pictures, RandomStream random, NDManager scope) {
    int queries = network.config().queries();
    long[] flat = new long[pictures.length * queries];
    for (int i = 0; i < flat.length; i += queries) {
      int[] view = ids.of(pictures[i / queries], random);
      for (int k = 0; k < queries; k++) {
        boolean wrong = random.nextDouble() < options.noise();
        flat[i + k] = wrong ? random.nextInt(network.config().codes()) : view[k];
      }
    }
    return scope.create(flat, new Shape(pictures.length, queries));
  }

  /** Writes the whole tokenizer. */
  @Override
  public void export(Weights averages, Path folder) {
    Map<String, NDArray> whole = new LinkedHashMap<>(all.arrays());
    whole.putAll(averages.arrays());
    try (NDManager scope = all.newScope()) {
      SeedFolder.write(folder, network.config(), Weights.of(scope, whole));
    }
  }
}
