package dev.sprout.xar.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.autoencoder.Autoencoder;
import dev.sprout.core.RandomStream;
import dev.sprout.pictures.PictureBatches;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Encoded pictures as means and log-variances, from which every batch samples fresh latents.
 * Immutable and thread-safe.
 */
public final class LatentSet {
  private static final int BATCH = 64;
  private static final int SCALE_SAMPLES = 1024;

  private final int channels;
  private final int grid;
  private final float[][] moments;

  /** Means, then log-variances of each picture, [2z, h·w]. */
  LatentSet(int channels, int grid, float[][] moments) {
    this.channels = channels;
    this.grid = grid;
    this.moments = moments;
  }

  /** Encodes the first {@code count} pictures; {@code parent} is on the autoencoder's device. */
  public static LatentSet encode(
      Autoencoder autoencoder, PictureBatches pictures, int count, NDManager parent) {
    float[][] moments = new float[count][];
    int grid = autoencoder.config().grid();
    int channels = autoencoder.config().latentChannels();
    for (int begin = 0; begin < count; begin += BATCH) {
      int[] indices = IntStream.range(begin, Math.min(count, begin + BATCH)).toArray();
      try (NDManager scope = parent.newSubManager()) {
        NDArray encoded = autoencoder.encode(pictures.batch(scope, indices)); // [B, 2z, h, w]
        float[] values = encoded.toFloatArray();
        int stride = 2 * channels * grid * grid;
        for (int i = 0; i < indices.length; i++) {
          moments[indices[i]] = Arrays.copyOfRange(values, i * stride, (i + 1) * stride);
        }
      }
    }
    return new LatentSet(channels, grid, moments);
  }

  /** Number of pictures. */
  public int size() {
    return moments.length;
  }

  /** Mean latents of one picture, [z, h·w]. */
  public float[] mean(int index) {
    return Arrays.copyOf(moments[index], channels * grid * grid);
  }

  /** Latent scale: 1 / standard deviation of sampled latents. */
  public double unitScale(long seed) {
    RandomStream random = new RandomStream(seed);
    double sum = 0;
    double squares = 0;
    long count = 0;
    for (int i = 0; i < SCALE_SAMPLES; i++) {
      float[] drawn = draw(random.nextInt(moments.length), random);
      for (float value : drawn) {
        sum += value;
        squares += (double) value * value;
      }
      count += drawn.length;
    }
    double mean = sum / count;
    return 1 / Math.sqrt(squares / count - mean * mean);
  }

  /** Sampled latents of a batch, times a scale, [B, z, h, w]. */
  public NDArray draw(NDManager manager, int[] indices, double scale, RandomStream random) {
    int length = channels * grid * grid;
    float[] values = new float[indices.length * length];
    for (int i = 0; i < indices.length; i++) {
      float[] drawn = draw(indices[i], random);
      for (int j = 0; j < length; j++) {
        values[i * length + j] = (float) (drawn[j] * scale);
      }
    }
    return manager.create(values, new Shape(indices.length, channels, grid, grid));
  }

  private float[] draw(int index, RandomStream random) {
    float[] stored = moments[index];
    int half = channels * grid * grid;
    float[] drawn = new float[half];
    for (int i = 0; i < half; i++) {
      double logVariance = Math.max(-30, Math.min(20, stored[half + i]));
      drawn[i] = (float) (stored[i] + Math.exp(logVariance / 2) * random.nextGaussian());
    }
    return drawn;
  }
}
