package dev.sprout.flow;

import ai.djl.ndarray.NDArray;

/**
 * What a network predicts about x_t = alpha·data + sigma·noise.
 *
 * <p>Each target is itself a mixture a·data + b·noise, and so is x_t. Two different mixtures
 * determine data and noise, and with them every other mixture: that is all there is to converting
 * one prediction into another, and it holds for expected values just as for samples (SiT, arXiv
 * 2401.08740, section 2.2). Immutable and thread-safe.
 */
public enum Target {
  /** dx_t/dt; on the linear path noise − data. Converts into everything at any time in (0, 1]. */
  VELOCITY {
    @Override
    Mixture mixture(Interpolant path, double t) {
      return new Mixture(path.alphaRate(t), path.sigmaRate(t));
    }
  },

  /** The noise. Says nothing about the data at t = 1, where x_t is that noise. */
  NOISE {
    @Override
    Mixture mixture(Interpolant path, double t) {
      return new Mixture(0, 1);
    }
  },

  /** The data. Says nothing about the noise at t = 0, where x_t is that data. */
  DATA {
    @Override
    Mixture mixture(Interpolant path, double t) {
      return new Mixture(1, 0);
    }
  },

  /** The gradient of log p(x_t), which is −noise / sigma. Does not exist at t = 0. */
  SCORE {
    @Override
    Mixture mixture(Interpolant path, double t) {
      if (path.sigma(t) == 0) {
        throw new IllegalArgumentException("SCORE does not exist at t = " + t);
      }
      return new Mixture(0, -1 / path.sigma(t));
    }
  };

  /** data·(share of data) + noise·(share of noise). */
  record Mixture(double data, double noise) {
    /** Twice the area between two mixtures: 0 where one is a multiple of the other. */
    double cross(Mixture other) {
      return data * other.noise - noise * other.data;
    }
  }

  /** How a conversion weighs x_t and the prediction. */
  private record Weights(double input, double prediction) {}

  /** Below this, x_t and the prediction are the same thing up to rounding. */
  private static final double PARALLEL = 1e-12;

  abstract Mixture mixture(Interpolant path, double t);

  /**
   * The value to train towards.
   *
   * @param data of any shape [B, ...]
   * @param noise standard normal, shaped like {@code data}
   * @param t times in 0..1, float32 or float64, broadcastable to {@code data}: [B, 1, ...]
   * @return shaped like {@code data} and owned by its manager
   * @throws IllegalArgumentException for {@link #SCORE} at t = 0
   */
  public NDArray of(Interpolant path, NDArray data, NDArray noise, NDArray t) {
    return WeightedSum.of(
        data, noise, t, s -> mixture(path, s).data(), s -> mixture(path, s).noise());
  }

  /**
   * The training loss: the mean over all elements of (prediction − target)².
   *
   * @param prediction of this target, shaped like {@code data}
   * @return a scalar through which gradients reach {@code prediction}; owned by its manager
   * @throws IllegalArgumentException as {@link #of}
   */
  public NDArray loss(
      Interpolant path, NDArray prediction, NDArray data, NDArray noise, NDArray t) {
    try (NDArray goal = of(path, data, noise, t);
        NDArray error = prediction.sub(goal);
        NDArray square = error.square()) {
      return square.mean();
    }
  }

  /**
   * Turns a prediction of this target into one of another.
   *
   * @param x x_t, of any shape [B, ...]
   * @param t times in 0..1, float32 or float64, broadcastable to {@code x}: [B, 1, ...]
   * @param prediction of this target, shaped like {@code x}
   * @return shaped like {@code x} and owned by its manager
   * @throws IllegalArgumentException where the prediction does not determine what is wanted
   */
  public NDArray to(Target wanted, Interpolant path, NDArray x, NDArray t, NDArray prediction) {
    return WeightedSum.of(
        x,
        prediction,
        t,
        s -> weights(wanted, path, s).input(),
        s -> weights(wanted, path, s).prediction());
  }

  /** As {@link #to(Target, Interpolant, NDArray, NDArray, NDArray)} with one time for all. */
  public NDArray to(Target wanted, Interpolant path, NDArray x, double t, NDArray prediction) {
    Weights weights = weights(wanted, path, t);
    return WeightedSum.of(x, prediction, weights.input(), weights.prediction());
  }

  /** Solves input·x_t + prediction·this = wanted for the two weights, by Cramer's rule. */
  private Weights weights(Target wanted, Interpolant path, double t) {
    Mixture have = mixture(path, t);
    Mixture want = wanted.mixture(path, t);
    if (want.cross(have) == 0) { // a multiple of the prediction: x_t is not needed
      return new Weights(
          0, have.noise() != 0 ? want.noise() / have.noise() : want.data() / have.data());
    }
    Mixture x = new Mixture(path.alpha(t), path.sigma(t));
    double area = x.cross(have);
    if (Math.abs(area) < PARALLEL) {
      throw new IllegalArgumentException(this + " does not determine " + wanted + " at t = " + t);
    }
    return new Weights(want.cross(have) / area, x.cross(want) / area);
  }
}
