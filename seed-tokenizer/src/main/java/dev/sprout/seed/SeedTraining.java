package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.ComputeDevice;
import dev.sprout.nn.Weights;
import dev.sprout.nn.data.EpochOrder;
import dev.sprout.nn.data.PictureBatches;
import dev.sprout.nn.ops.TorchScript;
import dev.sprout.nn.random.RandomStream;
import dev.sprout.nn.train.Draw;
import dev.sprout.nn.train.Trainee;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * All losses of the paper at once (SEED-LLaMA, section 3.2): the last causal embedding meets the
 * text; codes stand for the projected embeddings; causal embeddings and the generation embedding
 * are rebuilt from the codes. Codes come in after a while, as vectors that occur, and those that a
 * batch doesn't use begin anew elsewhere for as long as {@link Options#reviveUntil}.
 */
public abstract class SeedTraining implements Trainee {
  private static final TorchScript LOSSES = SeedPixels.LOSSES;
  private static final String CODEBOOK = "quantize.embedding.weight";

  /** Weights of the losses, section 3.2 as released: codes, causal and generation embedding. */
  private static final float CODES = 5;

  private static final float CAUSAL = 2;

  private final SeedNetwork network;
  private final Weights weights;
  private final PictureBatches pictures;
  private final EpochOrder order;
  private final Lessons lessons;
  private final NDArray concepts;
  private final NDArray variance;
  private final Options options;

  /**
   * What the training draws.
   *
   * @param batch pictures a step
   * @param bfloat16 compute blocks in bfloat16, where the hardware does, with float32 weights
   * @param quantiseFrom steps before the codes come in
   * @param reviveEvery steps between revivals of unused codes
   * @param reviveUntil step after which none are revived
   * @param generationWeight weight of the generation embedding's relative error
   */
  public record Options(
      int batch,
      boolean bfloat16,
      long quantiseFrom,
      long reviveEvery,
      long reviveUntil,
      double generationWeight) {}

  /** What is to be learned of each picture. */
  public interface Lessons {
    /** A text of the picture: ids of T words, the rest of them 0. */
    long[] text(int picture, RandomStream random);

    /** The generation embedding, [E]. */
    float[] embedding(int picture);

    /** The picture's concept, a row of the table; pictures of one may have each other's text. */
    int concept(int picture);

    /** What the generation embeddings of a concept have in common, [C][E]. */
    float[][] concepts();

    /** Variance of the generation embeddings. */
    float variance();
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
      long seed,
      Options options,
      NDManager manager) {
    this.network =
        new SeedNetwork(
            config, weights, options.bfloat16() && ComputeDevice.hasBfloat16(manager), manager);
    this.weights = weights;
    this.pictures = pictures;
    this.order = new EpochOrder(trained, seed);
    this.lessons = lessons;
    this.concepts = manager.create(lessons.concepts());
    this.variance = manager.create(lessons.variance());
    this.options = options;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public int batch() {
    return options.batch();
  }

  /** Puts codes that a batch doesn't use where vectors of it are. */
  @Override
  public void prepare(Draw draw, NDManager scope) {
    long since = draw.step() - options.quantiseFrom() - 1;
    if (since >= 0 && draw.step() <= options.reviveUntil() && since % options.reviveEvery() == 0) {
      int[] indices = order.indices(draw.batch(), options.batch());
      NDArray causal = network.causalEmbeddings(vision(scope, indices, draw.random()));
      revive(network.project(causal), draw.random());
    }
  }

  /** Other views of pictures as the vision transformer sees them, [B, N, C]. */
  private NDArray vision(NDManager scope, int[] indices, RandomStream random) {
    NDArray views = PictureAugmentation.of(pictures.batch(scope, indices), random);
    return network.vision(SeedPixels.normalised(views));
  }

  @Override
  public NDArray loss(Draw draw, NDManager scope, Map<String, Double> meters) {
    RandomStream random = draw.random();
    int[] indices = order.indices(draw.batch(), options.batch());
    NDArray vision = vision(scope, indices, random); // [B, N, C]
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
    NDList drawn = generation(widened, indices); // error, recognition, share recognised
    meters.put("contrast", (double) last.getFloat());
    meters.put("pooled", (double) pooled.getFloat());
    meters.put("read", (double) read.getFloat());
    meters.put("codes", (double) used(ids).size());
    meters.put("quantisation", (double) quantised.get(1).getFloat());
    meters.put("rebuilt", (double) rebuilt.getFloat());
    meters.put("generation", (double) drawn.get(0).getFloat());
    meters.put("recognition", (double) drawn.get(1).getFloat());
    meters.put("recognised", (double) drawn.get(2).getFloat());
    return last.add(pooled)
        .add(read)
        .add(quantised.get(1).mul(coded ? CODES : 0f))
        .add(rebuilt.mul(CAUSAL))
        .add(drawn.get(0).add(drawn.get(1)).mul((float) options.generationWeight()));
  }

  /**
   * Texts of a batch.
   *
   * @param vectors where they are, unit [B, P]
   * @param matches which fit which pictures, [B, B], each row adding up to one
   */
  private record Texts(NDArray vectors, NDArray matches) {
    /** How badly pictures, unit [B, P], find their texts among the batch's, and texts pictures. */
    NDArray contrast(NDArray picturesSeen) {
      return LOSSES.call("contrast", picturesSeen, vectors, matches);
    }
  }

  private Texts texts(int[] indices, RandomStream random, NDManager scope) {
    int length = network.config().textLength();
    long[] words = new long[indices.length * length];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(lessons.text(indices[i], random), 0, words, i * length, length);
    }
    NDArray ids = scope.create(words, new Shape(indices.length, length));
    return new Texts(network.textVector(ids), matches(indices, scope));
  }

  private NDArray matches(int[] indices, NDManager scope) {
    int count = indices.length;
    float[] matches = new float[count * count];
    for (int i = 0; i < count; i++) {
      int concept = lessons.concept(indices[i]);
      int[] same =
          IntStream.range(0, count).filter(j -> lessons.concept(indices[j]) == concept).toArray();
      for (int j : same) {
        matches[i * count + j] = 1f / same.length;
      }
    }
    return scope.create(matches, new Shape(count, count));
  }

  /** How far the generation embedding is off, and whether it is nearest to its own concept. */
  private NDList generation(NDArray widened, int[] indices) {
    NDManager scope = widened.getManager();
    int width = network.config().embedding();
    float[] targets = new float[indices.length * width];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(lessons.embedding(indices[i]), 0, targets, i * width, width);
    }
    NDArray embedding = network.generationEmbedding(widened);
    NDArray target = scope.create(targets, new Shape(indices.length, width));
    NDArray own = scope.create(IntStream.of(indices).mapToLong(lessons::concept).toArray());
    NDList result = LOSSES.callForList("nearest_concept", embedding, target, concepts, own);
    result.add(0, LOSSES.call("relative_error", embedding, target, variance));
    return result;
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
