package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.ops.TorchScript;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.nn.train.EpochOrder;
import dev.sprout.nn.train.TrainingTask;
import dev.sprout.pictures.PictureBatches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * All losses of the paper at once (SEED-LLaMA, section 3.2): the last causal embedding meets the
 * text; codes stand for the projected embeddings; causal embeddings and the generation embedding
 * are rebuilt from the codes. Codes come in after a while, as vectors that occur, and those that a
 * batch doesn't use begin anew elsewhere for as long as {@link Options#reviveUntil}.
 */
public abstract class SeedTraining implements TrainingTask {
  private static final TorchScript LOSSES = Preprocessing.LOSSES;
  private static final String CODEBOOK = "quantize.embedding.weight";

  /** Weights of the losses, section 3.2 as released: codes, causal and generation embedding. */
  private static final float CODES = 5;

  private static final float CAUSAL = 2;

  /** Steps for which the vectors of all names are taken as they were. */
  private static final int NAMES_EVERY = 50;

  private static final int NAMES_TOGETHER = 128;

  private final SeedNetwork network;
  private final Weights weights;
  private final PictureBatches pictures;
  private final EpochOrder order;
  private final Lessons lessons;
  private final GenerationTargets targets;
  private final GenerationLoss generation;
  private final Options options;
  private final NDManager manager;
  private NDArray names;

  /**
   * What the training draws.
   *
   * @param batch pictures a step
   * @param precision of the blocks, where the hardware has it; the weights are float32
   * @param quantiseFrom steps before the codes come in
   * @param reviveEvery steps between revivals of unused codes
   * @param reviveUntil step after which none are revived
   * @param generationWeight weight of the generation embedding's relative error
   * @param distortion how different the views of a picture are, from 0; 1 changes it slightly
   * @param patches share of the patches that are seen, above 0 and up to 1, until {@code wholeFrom}
   * @param wholeFrom step from which on pictures are seen whole
   */
  public record Options(
      int batch,
      Precision precision,
      long quantiseFrom,
      long reviveEvery,
      long reviveUntil,
      double generationWeight,
      double distortion,
      double patches,
      long wholeFrom) {
    /** Checks the ranges. */
    public Options {
      if (!(distortion >= 0) || !(patches > 0 && patches <= 1)) {
        throw UserError.badRequest(
            "data has distortion %s and patches %s; accepted are a number from 0, and one above 0"
                + " and up to 1",
            distortion, patches);
      }
    }
  }

  /** Texts of a training set. */
  public interface Lessons {
    /** A text of the picture: ids of T words, the rest of them 0. */
    long[] text(int picture, RandomStream random);

    /** The names of all concepts: C times ids of T words, the rest of them 0. */
    List<long[]> names();
  }

  /**
   * A training set.
   *
   * @param trained indices of the pictures to learn from
   */
  public SeedTraining(
      SeedConfig config,
      Weights weights,
      PictureBatches pictures,
      int[] trained,
      Lessons lessons,
      GenerationTargets targets,
      long seed,
      Options options,
      NDManager manager) {
    this.network =
        new SeedNetwork(
            config, weights, ComputeDevice.trainingPrecision(options.precision(), manager));
    this.weights = weights;
    this.pictures = pictures;
    this.order = new EpochOrder(trained, seed);
    this.lessons = lessons;
    this.targets = targets;
    this.generation = new GenerationLoss(targets, manager);
    this.options = options;
    this.manager = manager;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public int batch() {
    return options.batch();
  }

  /**
   * Sees where names are by now, and puts codes that a batch doesn't use where vectors of it are.
   */
  @Override
  public void prepare(BatchKey draw, NDManager scope) {
    if (names == null || draw.step() % NAMES_EVERY == 1) {
      lookUpNames();
    }
    long since = draw.step() - options.quantiseFrom() - 1;
    if (since >= 0 && draw.step() <= options.reviveUntil() && since % options.reviveEvery() == 0) {
      int[] indices = order.indices(draw.batch(), options.batch());
      NDArray causal = network.causalEmbeddings(vision(scope, indices, draw));
      revive(network.project(causal), draw.random());
    }
  }

  private void lookUpNames() {
    List<long[]> all = lessons.names();
    int width = network.config().contrastWidth();
    float[] vectors = new float[all.size() * width];
    for (int begin = 0; begin < all.size(); begin += NAMES_TOGETHER) {
      List<long[]> some = all.subList(begin, Math.min(all.size(), begin + NAMES_TOGETHER));
      try (NDManager scope = manager.newSubManager()) {
        float[] found = network.textVector(TextBatch.of(some, scope)).toFloatArray();
        System.arraycopy(found, 0, vectors, begin * width, found.length);
      }
    }
    if (names != null) {
      names.close();
    }
    names = manager.create(vectors, new Shape(all.size(), width));
  }

  /** Other views of pictures as the vision transformer sees them, [B, N, C]. */
  private NDArray vision(NDManager scope, int[] indices, BatchKey draw) {
    NDArray pixels = pictures.batch(scope, indices);
    NDArray views = Augmentation.of(pixels, options.distortion(), draw.random());
    NDArray normalised = Preprocessing.normalised(views);
    if (draw.step() >= options.wholeFrom()) {
      return network.vision(normalised);
    }
    return network.vision(normalised, scope.create(somePatches(draw.random())));
  }

  /** Which vision tokens are seen: the first, which is of no patch, and some of the others. */
  private long[] somePatches(RandomStream random) {
    int side = network.config().imageSize() / network.config().patch();
    int all = side * side;
    int seen = (int) Math.ceil(options.patches() * all);
    IntStream chosen = Arrays.stream(random.permutation(all)).limit(seen).sorted();
    return IntStream.concat(IntStream.of(0), chosen.map(i -> i + 1)).asLongStream().toArray();
  }

  @Override
  public NDArray loss(BatchKey draw, NDManager scope, Map<String, Double> meters) {
    RandomStream random = draw.random();
    int[] indices = order.indices(draw.batch(), options.batch());
    NDArray vision = vision(scope, indices, draw); // [B, N, C]
    NDArray causal = network.causalEmbeddings(vision); // [B, Q, D]
    Texts texts = texts(indices, random, scope);
    NDArray last = texts.contrast(network.pictureVector(causal));
    NDArray pooled = texts.contrast(network.pooledVector(vision));
    NDArray projected = network.project(causal); // [B, Q, K]
    NDArray ids = network.nearest(projected); // [B, Q]
    NDList quantised =
        LOSSES.callForList("straight_through", projected, weights.get(CODEBOOK), ids);
    boolean coded = draw.step() > options.quantiseFrom();
    NDArray widened = network.widened(coded ? quantised.get(0) : projected); // [B, Q, D]
    NDArray again = network.rebuiltEmbeddings(widened); // [B, Q, D]
    NDArray rebuilt = LOSSES.call("one_minus_cosine", again, causal);
    NDArray read = texts.contrast(network.pictureVector(again));
    NDArray drawn = generation.of(network.generationEmbedding(widened), indices, meters);
    meters.put("contrast", (double) last.getFloat());
    meters.put("pooled", (double) pooled.getFloat());
    meters.put("read", (double) read.getFloat());
    meters.put("codes", (double) used(ids).size());
    meters.put("quantisation", (double) quantised.get(1).getFloat());
    meters.put("rebuilt", (double) rebuilt.getFloat());
    return last.add(pooled)
        .add(read)
        .add(quantised.get(1).mul(coded ? CODES : 0f))
        .add(rebuilt.mul(CAUSAL))
        .add(drawn.mul((float) options.generationWeight()));
  }

  /**
   * Texts of a batch.
   *
   * @param vectors where they are, unit [B, P]
   * @param matches which fit which pictures, [B, B], each row adding up to one
   * @param names where the names of all concepts are, unit [C, P]
   * @param own whose names the pictures have, int64 [B]
   */
  private record Texts(NDArray vectors, NDArray matches, NDArray names, NDArray own) {
    /**
     * How badly pictures, unit [B, P], find their texts among the batch's and texts their pictures,
     * and pictures their names among all.
     */
    NDArray contrast(NDArray picturesSeen) {
      return LOSSES
          .call("contrast", picturesSeen, vectors, matches)
          .add(LOSSES.call("own_name", picturesSeen, names, own));
    }
  }

  private Texts texts(int[] indices, RandomStream random, NDManager scope) {
    List<long[]> texts = new ArrayList<>();
    for (int picture : indices) {
      texts.add(lessons.text(picture, random));
    }
    NDArray ids = TextBatch.of(texts, scope);
    return new Texts(
        network.textVector(ids),
        matches(indices, scope),
        names,
        generation.concepts(indices, scope));
  }

  private NDArray matches(int[] indices, NDManager scope) {
    int count = indices.length;
    float[] matches = new float[count * count];
    for (int i = 0; i < count; i++) {
      int concept = targets.concept(indices[i]);
      int[] same =
          IntStream.range(0, count).filter(j -> targets.concept(indices[j]) == concept).toArray();
      for (int j : same) {
        matches[i * count + j] = 1f / same.length;
      }
    }
    return scope.create(matches, new Shape(count, count));
  }

  private void revive(NDArray projected, RandomStream random) {
    NDArray codebook = weights.get(CODEBOOK);
    Set<Long> used = used(network.nearest(projected));
    int codes = network.config().codes();
    long[] dead = IntStream.range(0, codes).asLongStream().filter(i -> !used.contains(i)).toArray();
    int width = network.config().codeWidth();
    float[] vectors = projected.toFloatArray();
    float[] values = codebook.toFloatArray();
    int[] chosen = random.permutation(vectors.length / width);
    for (int i = 0; i < Math.min(dead.length, chosen.length); i++) {
      System.arraycopy(vectors, chosen[i] * width, values, (int) dead[i] * width, width);
    }
    codebook.set(values);
  }

  private static Set<Long> used(NDArray ids) {
    Set<Long> used = new HashSet<>();
    for (long id : ids.toLongArray()) {
      used.add(id);
    }
    return used;
  }
}
