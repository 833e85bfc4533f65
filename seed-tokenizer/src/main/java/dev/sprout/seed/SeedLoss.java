package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.RandomStream;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.pictures.PictureBatches;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Losses of encoder and quantiser (SEED-LLaMA, arXiv 2310.01218, section 3.2): contrast of image
 * and text embeddings, quantisation, and reconstruction of causal embeddings from codes.
 * Quantisation starts after {@link Options#quantiseFrom} steps; dead codes are reset until {@link
 * Options#reviveUntil}. Batches may be computed by several threads.
 */
public final class SeedLoss {
  /** In place of a concept, for pictures of none. */
  public static final int NO_CONCEPT = -1;

  /** Largest distortion; at twice this a picture may shrink to nothing. */
  public static final double STRONGEST_DISTORTION = 5;

  /** Quantisation loss weight, as released. */
  private static final double QUANTISATION = 5;

  /** Weight of the causal embeddings' reconstruction loss, as released. */
  private static final double RECONSTRUCTION = 2;

  /** Most steps between refreshes of the name embeddings. */
  private static final long NAMES_EVERY = 50;

  private final SeedNetwork network;
  private final Set set;
  private final TrainingViews views;
  private final NameMemory names;
  private final CodebookRevival revival; // null without a codebook
  private final Options options;

  /**
   * Options of the losses.
   *
   * @param quantiseFrom steps before quantisation begins, ≥ 0; 0 for finite scalars
   * @param reviveEvery steps between resets of dead codes, ≥ 1
   * @param reviveUntil last step at which dead codes are reset, ≥ 0; 0 for finite scalars
   * @param distortion strength of the augmentation, 0 (none) to 5; 1 is slight
   * @param patches share of patches encoded before {@code wholeFrom}, above 0, up to 1
   * @param wholeFrom first step at which all patches are encoded, ≥ 0
   */
  public record Options(
      long quantiseFrom,
      long reviveEvery,
      long reviveUntil,
      double distortion,
      double patches,
      long wholeFrom) {
    /** Checks the ranges. */
    public Options {
      Require.atLeast("quantiseFrom", quantiseFrom, 0);
      Require.positive("reviveEvery", reviveEvery);
      Require.atLeast("reviveUntil", reviveUntil, 0);
      Require.between("distortion", distortion, 0.0, STRONGEST_DISTORTION);
      Require.positiveUpTo("patches", patches, 1);
      Require.atLeast("wholeFrom", wholeFrom, 0);
    }

    /** Refuses what only codebooks have. */
    private void requireNoCodebook() {
      refuse("quantiseFrom", quantiseFrom);
      refuse("reviveUntil", reviveUntil);
    }

    private static void refuse(String field, long value) {
      if (value != 0) {
        throw UserError.invalid(
            field, value, "0 with finite scalars, which have no codebook to be begun or revived");
      }
    }
  }

  /**
   * What the losses compare.
   *
   * @param pictures all pictures of the source
   * @param texts texts of each picture
   * @param concepts concept of each picture, or {@link #NO_CONCEPT}; pictures of a concept share
   *     their texts
   */
  public record Set(PictureBatches pictures, TrainingTexts texts, IntUnaryOperator concepts) {}

  /**
   * A batch of pictures, encoded and quantised.
   *
   * @param codes codes that describe the pictures, differentiable, [B, Q, K]
   * @param decoded codes projected to the Q-Former's width, [B, Q, D]
   * @param contrast sum of the contrastive losses, a scalar
   * @param quantisation weighted quantisation loss, a scalar
   * @param reconstruction weighted reconstruction loss of the causal embeddings, a scalar
   */
  public record Batch(
      NDArray codes,
      NDArray decoded,
      NDArray contrast,
      NDArray quantisation,
      NDArray reconstruction) {}

  /**
   * Creates the losses of a network.
   *
   * @param weights of the network
   * @param training options of the run; its checkpoint interval, at which name embeddings are
   *     refreshed
   * @param manager owner of the name embeddings
   * @throws UserError when finite scalars are given options of a codebook
   */
  public SeedLoss(
      SeedNetwork network,
      Weights weights,
      Set set,
      Options options,
      TrainingOptions training,
      NDManager manager) {
    boolean hasCodebook = network.config().hasCodebook();
    if (!hasCodebook) {
      options.requireNoCodebook();
    }
    this.network = network;
    this.set = set;
    this.views = new TrainingViews(network, set.pictures(), options);
    this.names =
        new NameMemory(network, set.texts().names(), interval(training.checkpointEvery()), manager);
    this.revival = hasCodebook ? new CodebookRevival(network, weights) : null;
    this.options = options;
  }

  /**
   * Refresh interval in steps: a divisor of the checkpoint interval, so that resumed runs refresh
   * at the same steps.
   */
  private static long interval(long checkpointEvery) {
    return BigInteger.valueOf(checkpointEvery).gcd(BigInteger.valueOf(NAMES_EVERY)).longValue();
  }

  /**
   * Refreshes name embeddings and resets dead codes at the steps due.
   *
   * @param pictures indices of the step's first batch
   */
  public void prepare(int[] pictures, BatchKey key, NDManager scope) {
    names.refresh(key.step());
    long since = key.step() - options.quantiseFrom() - 1;
    boolean isDue =
        since >= 0 && key.step() <= options.reviveUntil() && since % options.reviveEvery() == 0;
    if (isDue && revival != null) {
      NDArray causal = network.causalEmbeddings(views.vision(scope, pictures, key)); // [B, Q, D]
      revival.resetDeadCodes(network.project(causal), key.random());
    }
  }

  /** Losses of B pictures, differentiable in the weights. */
  public Batch of(int[] pictures, BatchKey key, NDManager scope, Map<String, Double> meters) {
    NDArray vision = views.vision(scope, pictures, key); // [B, M, C]
    NDArray causal = network.causalEmbeddings(vision); // [B, Q, D]
    ContrastiveLoss contrastive = contrastive(pictures, key.random(), scope);
    NDArray last = contrastive.of(network.imageEmbedding(causal));
    NDArray pooled = contrastive.of(network.pooledEmbedding(vision));
    NDArray projected = network.project(causal); // [B, Q, K]
    Quantiser.Quantised quantised = network.quantiser().quantise(projected);
    boolean coded = key.step() > options.quantiseFrom();
    NDArray codes = coded ? quantised.embeddings() : projected; // [B, Q, K]
    NDArray decoded = network.decodeCodes(codes); // [B, Q, D]
    NDArray again = network.reconstructCausal(decoded); // [B, Q, D]
    NDArray rebuilt = Preprocessing.LOSSES.call("one_minus_cosine", again, causal);
    NDArray read = contrastive.of(network.imageEmbedding(again));
    meters.put("contrast", (double) last.getFloat());
    meters.put("pooled", (double) pooled.getFloat());
    meters.put("read", (double) read.getFloat());
    CodeUse.of(quantised.ids()).record(meters);
    meters.put("quantisation", (double) quantised.loss().getFloat());
    meters.put("rebuilt", (double) rebuilt.getFloat());
    return new Batch(
        codes,
        decoded,
        last.add(pooled).add(read),
        TorchOps.scaled(quantised.loss(), coded ? QUANTISATION : 0),
        TorchOps.scaled(rebuilt, RECONSTRUCTION));
  }

  /** Codes of B pictures, [B, Q, K], constant: for a tokenizer that isn't trained. */
  public NDArray codes(int[] pictures, BatchKey key, NDManager scope) {
    NDArray causal = network.causalEmbeddings(views.vision(scope, pictures, key)); // [B, Q, D]
    NDArray ids = network.quantiser().ids(network.project(causal));
    return network.quantiser().embeddings(ids).stopGradient();
  }

  private ContrastiveLoss contrastive(int[] pictures, RandomStream random, NDManager scope) {
    List<long[]> drawn = new ArrayList<>();
    for (int picture : pictures) {
      drawn.add(set.texts().text(picture, random));
    }
    int[] concepts = IntStream.of(pictures).map(set.concepts()).toArray();
    return new ContrastiveLoss(
        network.textEmbedding(TextBatch.of(drawn, scope)),
        ContrastiveLoss.matches(concepts, scope),
        names.embeddings(),
        scope.create(IntStream.of(concepts).asLongStream().toArray()));
  }
}
