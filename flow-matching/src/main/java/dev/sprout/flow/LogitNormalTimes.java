package dev.sprout.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Logit-normal distribution of training times, t = sigmoid(N(mean, deviation²)) (Stable Diffusion
 * 3, arXiv 2403.03206, section 3.1). Mean 0 favours middle times, where velocities are hardest to
 * predict; a higher mean favours noise. Immutable and thread-safe.
 */
public final class LogitNormalTimes {
  /** Distribution of xAR: mean 0, deviation 1. */
  public static final LogitNormalTimes STANDARD = new LogitNormalTimes(0, 1);

  private final NormalDistribution normal;

  /**
   * Creates a distribution.
   *
   * @param mean mean of logit(t), finite
   * @param deviation standard deviation of logit(t), finite and above 0
   * @throws IllegalArgumentException for other values
   */
  public LogitNormalTimes(double mean, double deviation) {
    if (!Double.isFinite(mean) || !Double.isFinite(deviation) || deviation <= 0) {
      throw new IllegalArgumentException("mean " + mean + " and deviation " + deviation);
    }
    this.normal = new NormalDistribution(null, mean, deviation);
  }

  /** Quantile: the time below which a share {@code u} in 0..1 of all times lies. */
  double quantile(double u) {
    return 1 / (1 + StrictMath.exp(-normal.inverseCumulativeProbability(u)));
  }

  /** Independent random times, float32, in C order; each takes one number from the stream. */
  public NDArray draw(RandomStream stream, NDManager manager, Shape shape) {
    float[] times = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < times.length; i++) {
      times[i] = (float) quantile(stream.nextDouble());
    }
    return manager.create(times, shape);
  }
}
