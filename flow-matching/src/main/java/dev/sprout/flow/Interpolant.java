package dev.sprout.flow;

import ai.djl.ndarray.NDArray;

/**
 * How data turns into noise: x_t = alpha(t)·data + sigma(t)·noise for t from 0 (data) to 1 (noise).
 *
 * <p>The interpolants of SiT (arXiv 2401.08740, section 2.1). Immutable and thread-safe.
 */
public enum Interpolant {
  /** Straight lines: alpha = 1 − t, sigma = t. The path of flow matching and of xAR. */
  LINEAR {
    @Override
    public double alpha(double t) {
      return 1 - t;
    }

    @Override
    public double sigma(double t) {
      return t;
    }

    @Override
    public double alphaRate(double t) {
      return -1;
    }

    @Override
    public double sigmaRate(double t) {
      return 1;
    }
  },

  /** A quarter of a circle: alpha = cos(πt/2), sigma = sin(πt/2). Preserves a variance of 1. */
  TRIGONOMETRIC {
    @Override
    public double alpha(double t) {
      return Math.cos(QUARTER_TURN * t);
    }

    @Override
    public double sigma(double t) {
      return Math.sin(QUARTER_TURN * t);
    }

    @Override
    public double alphaRate(double t) {
      return -QUARTER_TURN * sigma(t);
    }

    @Override
    public double sigmaRate(double t) {
      return QUARTER_TURN * alpha(t);
    }
  };

  private static final double QUARTER_TURN = Math.PI / 2;

  /** The share of data at time {@code t}: 1 at t = 0 and 0 at t = 1. */
  public abstract double alpha(double t);

  /** The share of noise at time {@code t}: 0 at t = 0 and 1 at t = 1. */
  public abstract double sigma(double t);

  /** d alpha / dt. */
  public abstract double alphaRate(double t);

  /** d sigma / dt. */
  public abstract double sigmaRate(double t);

  /**
   * x_t, the data on its way to noise.
   *
   * @param data of any shape [B, ...]
   * @param noise standard normal, shaped like {@code data}
   * @param t times in 0..1, float32 or float64, broadcastable to {@code data}: [B, 1, ...]
   * @return shaped like {@code data} and owned by its manager
   */
  public NDArray mix(NDArray data, NDArray noise, NDArray t) {
    return WeightedSum.of(data, noise, t, this::alpha, this::sigma);
  }
}
