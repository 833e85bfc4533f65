package dev.sprout.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * How often each time in 0..1 is visited: in training at random, in sampling on a grid.
 *
 * <p>A sampler is its quantile function, the increasing map of 0..1 to 0..1 that turns uniform
 * numbers into times. Uniform random numbers then give random times, and evenly spaced ones a grid
 * that is dense where the sampler is dense. Implementations are immutable and thread-safe.
 */
@FunctionalInterface
public interface TimeSampler {
  /** The time below which a share {@code u} in 0..1 of all times lies. */
  double quantile(double u);

  /** All times alike. */
  static TimeSampler uniform() {
    return u -> u;
  }

  /**
   * t = sigmoid(N(mean, std²)): with mean 0 mostly the middle of the way, where velocities are
   * hardest to predict; a higher mean leans towards noise. From Stable Diffusion 3 (arXiv
   * 2403.03206, section 3.1); xAR trains with mean 0, std 1.
   *
   * @param std above 0
   * @throws IllegalArgumentException unless both are finite and {@code std} is positive
   */
  static TimeSampler logitNormal(double mean, double std) {
    require(Double.isFinite(mean), "mean", mean);
    require(Double.isFinite(std) && std > 0, "std", std);
    NormalDistribution normal = new NormalDistribution(null, mean, std);
    return u -> 1 / (1 + StrictMath.exp(-normal.inverseCumulativeProbability(u)));
  }

  /**
   * This sampler moved towards noise: t' = s·t / (1 + (s − 1)·t). A picture with m times as many
   * pixels needs s = √m for noise to hide as much of it (arXiv 2403.03206, section 5.3.2).
   *
   * @param s above 0; 1 changes nothing
   * @throws IllegalArgumentException unless {@code s} is finite and positive
   */
  default TimeSampler shifted(double s) {
    require(Double.isFinite(s) && s > 0, "shift", s);
    return u -> {
      double t = quantile(u);
      return s * t / (1 + (s - 1) * t);
    };
  }

  /** A random time. Takes one number from the stream. */
  default double draw(RandomStream stream) {
    return quantile(stream.nextDouble());
  }

  /** Independent random times, float32, in C order. */
  default NDArray draw(RandomStream stream, NDManager manager, Shape shape) {
    float[] times = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < times.length; i++) {
      times[i] = (float) draw(stream);
    }
    return manager.create(times, shape);
  }

  /**
   * The times between {@code steps} sampling steps, from 1 down to 0: steps + 1 numbers.
   *
   * @throws IllegalArgumentException if {@code steps} is below 1
   */
  default double[] grid(int steps) {
    require(steps >= 1, "steps", steps);
    return TimeGrid.map(TimeGrid.linspace(1, 0, steps + 1), this);
  }

  private static void require(boolean accepted, String name, double value) {
    if (!accepted) {
      throw new IllegalArgumentException(name + " = " + value + " is out of range");
    }
  }
}
