package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.pictures.PictureBatches;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Vision tokens of augmented training pictures, at first of a random subset of patches (FLIP, arXiv
 * 2212.00794). Thread-safe.
 */
final class TrainingViews {
  private final SeedNetwork network;
  private final PictureBatches pictures;
  private final SeedLoss.Options options;

  TrainingViews(SeedNetwork network, PictureBatches pictures, SeedLoss.Options options) {
    this.network = network;
    this.pictures = pictures;
    this.options = options;
  }

  /**
   * Vision tokens of a batch.
   *
   * @param indices indices of B pictures
   * @param key source of the random augmentation and patches
   * @return [B, M, C], class token and encoded patches
   */
  NDArray vision(NDManager scope, int[] indices, BatchKey key) {
    NDArray pixels = pictures.batch(scope, indices); // [B, 3, S, S]
    NDArray views = Augmentation.of(pixels, options.distortion(), key.random());
    NDArray normalised = Preprocessing.normalised(views);
    if (key.step() >= options.wholeFrom()) {
      return network.vision(normalised);
    }
    return network.vision(normalised, scope.create(somePatches(key.random())));
  }

  /**
   * Indices of the kept vision tokens, ascending: the class token and a random share of the
   * patches.
   */
  private long[] somePatches(RandomStream random) {
    int all = network.config().visionTokens() - 1;
    int seen = (int) Math.ceil(options.patches() * all);
    IntStream chosen = Arrays.stream(random.permutation(all)).limit(seen).sorted();
    return IntStream.concat(IntStream.of(0), chosen.map(i -> i + 1)).asLongStream().toArray();
  }
}
