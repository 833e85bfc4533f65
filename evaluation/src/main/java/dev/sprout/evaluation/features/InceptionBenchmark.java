package dev.sprout.evaluation.features;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.RandomStream;
import dev.sprout.core.Require;
import dev.sprout.nn.benchmark.CpuClock;
import dev.sprout.nn.benchmark.MatrixRate;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.pictures.Picture;
import java.util.ArrayList;
import java.util.List;

/**
 * Processor time of the Inception network, resizing included, beside what the same machine reaches
 * in a large matrix product. Weights are made by the formula, as the time doesn't depend on them.
 *
 * @param picturesPerSecond pictures a processor second
 * @param gigaOperations 10⁹ operations of convolutions a processor second meanwhile
 * @param matrixRate 10⁹ operations a processor second of a matrix product, the better of before and
 *     after
 */
public record InceptionBenchmark(
    double picturesPerSecond, double gigaOperations, double matrixRate) {
  /** Pictures of a batch as evaluations take them. */
  public static final int USUAL_PICTURES = FeatureExtraction.USUAL_BATCH;

  private static final int MOST_PICTURES = 1024;
  private static final int RUNS = 2;
  private static final int SIDE = 64;

  /**
   * Measures a batch of pictures of 64×64 pixels, after one as warm-up.
   *
   * @param count pictures of the batch, 1 to 1024
   */
  public static InceptionBenchmark run(int count) {
    Require.between("pictures", count, 1, MOST_PICTURES);
    try (NDManager manager = ComputeDevice.CPU.newManager();
        FeatureExtractor extractor =
            InceptionExtractor.byFormula(Resize.TENSORFLOW_BILINEAR, ComputeDevice.CPU)) {
      List<Picture> pictures = pictures(count);
      List<String> layers = List.of(extractor.usualLayer());
      extractor.features(pictures, layers);
      double before = MatrixRate.measure(manager);
      double seconds = CpuClock.fastest(RUNS, () -> extractor.features(pictures, layers)) / count;
      double operations = InceptionCost.operations() / 1e9;
      return new InceptionBenchmark(
          1 / seconds, operations / seconds, Math.max(before, MatrixRate.measure(manager)));
    }
  }

  /** How much of the machine's matrix rate the network reaches, 1 = all. */
  public double share() {
    return gigaOperations / matrixRate;
  }

  private static List<Picture> pictures(int count) {
    RandomStream random = new RandomStream(1);
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] rgb = new byte[3 * SIDE * SIDE];
      for (int j = 0; j < rgb.length; j++) {
        rgb[j] = (byte) (256 * random.nextDouble());
      }
      pictures.add(new Picture(SIDE, SIDE, rgb));
    }
    return pictures;
  }
}
