package dev.sprout.xar.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LatentSetTest {
  private static final int CHANNELS = 2;
  private static final int GRID = 4;
  private static final int LENGTH = CHANNELS * GRID * GRID;

  private final NDManager manager = NDManager.newBaseManager();
  private final RandomStream random = new RandomStream(1);

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void picturesAreDrawnInTheOrderAsked() {
    LatentSet set = set(new float[] {3, -1}, -30);
    NDArray drawn = set.draw(manager, new int[] {1, 0, 1}, 0.5, random);
    assertThat(drawn.getShape()).isEqualTo(new Shape(3, CHANNELS, GRID, GRID));
    assertAll(drawn.get(0), -0.5f);
    assertAll(drawn.get(1), 1.5f);
    assertAll(drawn.get(2), -0.5f);
  }

  @Test
  void drawnLatentsHaveTheirMeanAndDeviation() {
    LatentSet set = set(new float[] {2}, (float) Math.log(9));
    int[] indices = new int[2000];
    float[] drawn = set.draw(manager, indices, 0.5, random).toFloatArray();
    double standardError = 1.5 / Math.sqrt(drawn.length);
    assertThat(mean(drawn)).isCloseTo(1, within(4 * standardError));
    assertThat(deviation(drawn)).isCloseTo(1.5, within(4 * standardError));
  }

  @Test
  void logVariancesAreKeptToTheRangeOfTheAutoencoder() {
    float[] wild = set(new float[] {0}, 100).draw(manager, new int[1], 1, random(5)).toFloatArray();
    float[] most = set(new float[] {0}, 20).draw(manager, new int[1], 1, random(5)).toFloatArray();
    assertThat(wild).containsExactly(most);
  }

  /** Pictures at ±2 with deviation 1.5 inside: a variance of 2² + 1.5². */
  @Test
  void unitScaleIsOneOverTheDeviationOfAll() {
    double scale = set(new float[] {2, -2}, (float) Math.log(2.25)).unitScale(3);
    assertThat(scale).isCloseTo(1 / Math.sqrt(4 + 2.25), within(0.003));
  }

  @Test
  void meansAreTheStoredOnes() {
    LatentSet set = set(new float[] {3, -1}, 0);
    assertThat(set.size()).isEqualTo(2);
    assertThat(set.mean(1)).hasSize(LENGTH).containsOnly(-1);
  }

  private static void assertAll(NDArray latents, float expected) {
    assertThat(latents.sub(expected).abs().max().getFloat()).isLessThan(1e-6f);
  }

  private static RandomStream random(long seed) {
    return new RandomStream(seed);
  }

  private static LatentSet set(float[] means, float logVariance) {
    float[][] moments = new float[means.length][2 * LENGTH];
    for (int i = 0; i < means.length; i++) {
      Arrays.fill(moments[i], 0, LENGTH, means[i]);
      Arrays.fill(moments[i], LENGTH, 2 * LENGTH, logVariance);
    }
    return new LatentSet(CHANNELS, GRID, moments);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(float[] values) {
    double mean = mean(values);
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }
}
