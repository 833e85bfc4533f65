package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.Precision;
import dev.sprout.pictures.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** SEED tokenizer: pictures to ids, ids to generation embeddings. Thread-safe. */
public final class SeedTokenizer implements AutoCloseable {
  /** Pictures per batch; larger batches are no faster per picture. */
  private static final int BATCH = 32;

  private final NDManager manager;
  private final SeedConfig config;
  private final SeedNetwork network;

  private SeedTokenizer(SeedConfig config, SeedNetwork network, NDManager manager) {
    this.config = config;
    this.network = network;
    this.manager = manager;
  }

  /**
   * Loads a tokenizer folder.
   *
   * @param folder see {@link SeedFolder}
   * @param compute device and precision; in bfloat16 ids may differ between almost equally near
   *     codes
   * @throws UserError when a file is missing, broken or of other sizes
   */
  public static SeedTokenizer load(Path folder, Compute compute) {
    NDManager manager = compute.device().newManager();
    try {
      SeedFolder files = SeedFolder.of(folder);
      SeedNetwork network =
          new SeedNetwork(files.config(), files.weights(manager), compute.precision());
      return new SeedTokenizer(files.config(), network, manager);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** Creates a tokenizer over weights in memory, which the caller closes after it. */
  public static SeedTokenizer over(SeedConfig config, Weights weights, NDManager parent) {
    SeedNetwork network = new SeedNetwork(config, weights, Precision.FP32);
    return new SeedTokenizer(config, network, parent.newSubManager());
  }

  /** Sizes of the tokenizer. */
  public SeedConfig config() {
    return config;
  }

  /** Ids of pictures of any size, [pictures][Q]. */
  public List<int[]> ids(List<Picture> pictures, Preprocessing preprocessing) {
    return ids(pictures, preprocessing, views -> views);
  }

  /**
   * Ids of randomly distorted pictures, as in training.
   *
   * @param distortion strength of the distortion, from 0; 1 is slight
   */
  public List<int[]> idsOfViews(List<Picture> pictures, double distortion, RandomStream random) {
    return ids(
        pictures,
        Preprocessing.SQUASH_BILINEAR,
        planes -> Augmentation.of(planes, distortion, random));
  }

  private List<int[]> ids(
      List<Picture> pictures, Preprocessing preprocessing, UnaryOperator<NDArray> view) {
    return inBatches(
        pictures,
        (batch, scope) -> {
          NDArray causal =
              causal(view.apply(preprocessing.planes(scope, batch, config.imageSize())));
          return rows(network.quantiser().ids(network.project(causal)));
        });
  }

  /**
   * Ids and embedding of a picture.
   *
   * @param ids of the picture, [Q]
   * @param embedding image embedding in the joint space before quantisation, a unit vector [P]
   */
  public record Encoded(int[] ids, float[] embedding) {}

  /** Ids and image embeddings of pictures, in one pass of the vision transformer. */
  public List<Encoded> encode(List<Picture> pictures, Preprocessing preprocessing) {
    return inBatches(
        pictures,
        (batch, scope) -> {
          NDArray causal = causal(preprocessing.planes(scope, batch, config.imageSize()));
          List<int[]> ids = rows(network.quantiser().ids(network.project(causal)));
          List<float[]> vectors = floats(network.imageEmbedding(causal));
          return split(batch.size(), i -> new Encoded(ids.get(i), vectors.get(i)));
        });
  }

  /** Causal embeddings of pictures in −1..1: [B, 3, S, S] → [B, Q, D]. */
  private NDArray causal(NDArray planes) {
    return network.causalEmbeddings(network.vision(Preprocessing.normalised(planes)));
  }

  /**
   * Codes of leading ids of a picture, [k][K], which are the prefix of a generator that has one.
   *
   * @param ids the first k of the picture's ids, 1 to Q
   */
  public float[][] codes(int... ids) {
    if (ids.length < 1 || ids.length > config.queries()) {
      throw UserError.badRequest(
          "image ids: %d are given; accepted are 1 to %d", ids.length, config.queries());
    }
    checkRange(ids);
    try (NDManager scope = manager.newSubManager()) {
      long[] row = Arrays.stream(ids).asLongStream().toArray();
      NDArray codes = network.quantiser().embeddings(scope.create(row, new Shape(1, ids.length)));
      return floats(codes.reshape(ids.length, -1)).toArray(float[][]::new);
    }
  }

  /**
   * Generation embeddings of ids, each [E].
   *
   * @throws UserError when the tokenizer has none
   */
  public List<float[]> generationEmbeddings(List<int[]> ids) {
    if (!config.hasGenerationEmbedding()) {
      throw UserError.failure(
          "the tokenizer has no generation embedding; its ids are for a generator with a prefix");
    }
    return inBatches(
        ids, (batch, scope) -> floats(network.generationEmbedding(decodeIds(batch, scope))));
  }

  /** Image embeddings in the joint space, reconstructed from ids: unit vectors [P]. */
  public List<float[]> imageEmbeddings(List<int[]> ids) {
    return inBatches(
        ids,
        (batch, scope) ->
            floats(network.imageEmbedding(network.reconstructCausal(decodeIds(batch, scope)))));
  }

  /**
   * Text embeddings in the joint space: unit vectors [P].
   *
   * @param texts T word ids each, 0 for padding
   */
  public List<float[]> textEmbeddings(List<long[]> texts) {
    if (!config.hasText()) {
      throw UserError.failure("the tokenizer has no text branch, so it can't embed texts");
    }
    return inBatches(
        texts, (batch, scope) -> floats(network.textEmbedding(TextBatch.of(batch, scope))));
  }

  private NDArray decodeIds(List<int[]> ids, NDManager scope) {
    ids.forEach(this::check);
    long[] flat = ids.stream().flatMapToInt(Arrays::stream).asLongStream().toArray();
    NDArray codes =
        network.quantiser().embeddings(scope.create(flat, new Shape(ids.size(), config.queries())));
    return network.decodeCodes(codes);
  }

  /** Checks the number of ids and their range. */
  private void check(int... ids) {
    if (ids.length != config.queries()) {
      throw UserError.badRequest(
          "image ids: %d are given; a picture has %d", ids.length, config.queries());
    }
    checkRange(ids);
  }

  private void checkRange(int... ids) {
    for (int id : ids) {
      if (id < 0 || id >= config.codes()) {
        throw UserError.badRequest("image id is %d; accepted are 0 to %d", id, config.codes() - 1);
      }
    }
  }

  private <I, O> List<O> inBatches(List<I> items, Work<I, O> work) {
    List<O> results = new ArrayList<>();
    for (int begin = 0; begin < items.size(); begin += BATCH) {
      try (NDManager scope = manager.newSubManager()) {
        results.addAll(
            work.apply(items.subList(begin, Math.min(items.size(), begin + BATCH)), scope));
      }
    }
    return results;
  }

  /** Work on one batch. */
  private interface Work<I, O> {
    List<O> apply(List<I> batch, NDManager scope);
  }

  private static List<int[]> rows(NDArray ids) {
    long[] flat = ids.toLongArray();
    int width = flat.length / (int) ids.getShape().get(0);
    return split(
        flat.length / width,
        i -> Arrays.stream(flat, i * width, (i + 1) * width).mapToInt(Math::toIntExact).toArray());
  }

  private static List<float[]> floats(NDArray array) {
    float[] flat = array.toFloatArray();
    int width = flat.length / (int) array.getShape().get(0);
    return split(flat.length / width, i -> Arrays.copyOfRange(flat, i * width, (i + 1) * width));
  }

  private static <T> List<T> split(int count, Function<Integer, T> row) {
    List<T> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row.apply(i));
    }
    return rows;
  }

  @Override
  public void close() {
    manager.close();
  }
}
