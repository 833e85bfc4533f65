package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.pictures.PictureBatches;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Pictures as the vision transformer sees them in training: distorted, and at first only some of
 * their patches (FLIP, arXiv 2212.00794). Thread-safe.
 */
final class TrainingViews {
  private final SeedNetwork network;
  private final PictureBatches pictures;
  private final SeedTraining.Options options;

  TrainingViews(SeedNetwork network, PictureBatches pictures, SeedTraining.Options options) {
    this.network = network;
    this.pictures = pictures;
    this.options = options;
  }

  /**
   * Vision tokens of some pictures.
   *
   * @param indices B of them
   * @param key whose random numbers choose the distortion and the patches
   * @return [B, M, C], M the number of patches seen and one
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

  /** Vision tokens to be seen: the first, which is of no patch, and some of the others, sorted. */
  private long[] somePatches(RandomStream random) {
    int all = network.config().visionTokens() - 1;
    int seen = (int) Math.ceil(options.patches() * all);
    IntStream chosen = Arrays.stream(random.permutation(all)).limit(seen).sorted();
    return IntStream.concat(IntStream.of(0), chosen.map(i -> i + 1)).asLongStream().toArray();
  }
}
