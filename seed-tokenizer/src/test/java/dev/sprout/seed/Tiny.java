package dev.sprout.seed;

import dev.sprout.core.RandomStream;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.train.OptimiserOptions;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.pictures.Example;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A training set of six pictures of three concepts for {@link SeedNetworkTest#SMALL}. */
final class Tiny implements PictureSource, TrainingTexts, GenerationTargets {
  static final int[] TRAINED = {0, 1, 2, 4};
  static final int HELD_OUT = 3;

  final Set<Integer> seen = ConcurrentHashMap.newKeySet();

  @Override
  public int size() {
    return 6;
  }

  @Override
  public Example example(int index) {
    return new Example("" + index, Map.of(), List.of());
  }

  @Override
  public Picture picture(int index) {
    seen.add(index);
    byte[] rgb = new byte[3 * 32 * 32];
    RandomStream random = new RandomStream(9, index);
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) random.nextInt(256);
    }
    return new Picture(32, 32, rgb);
  }

  @Override
  public void close() {}

  @Override
  public long[] text(int picture, RandomStream random) {
    return new long[] {1, 2 + concept(picture), 10 + random.nextInt(5), 0, 0, 0, 0, 0};
  }

  @Override
  public List<long[]> names() {
    return List.of(new long[] {1, 2}, new long[] {1, 3}, new long[] {1, 4, 5});
  }

  @Override
  public float[] embedding(int picture) {
    float[] row = concepts()[concept(picture)];
    row[picture] += 0.5f;
    return row;
  }

  @Override
  public int concept(int picture) {
    return picture % 3;
  }

  @Override
  public float[][] concepts() {
    float[][] table = new float[3][];
    for (int i = 0; i < 3; i++) {
      table[i] = new RandomStream(4, i).gaussians(SeedNetworkTest.SMALL.embedding());
    }
    return table;
  }

  @Override
  public float variance() {
    return 0.7f;
  }

  static SeedTraining.Options options(long quantiseFrom) {
    return new SeedTraining.Options(4, Precision.FP32, quantiseFrom, 3, 100, 2, 1, 0.5, 5);
  }

  static TrainingOptions training(long steps, long checkpointEvery) {
    OptimiserOptions optimiser = new OptimiserOptions(1e-3, 0.9, 0.98, 1e-8, 0.05, 1, 0.9);
    return new TrainingOptions(
        steps, 2, TrainingOptions.Schedule.CONSTANT, 5, 1, checkpointEvery, null, 1, 2, optimiser);
  }
}
