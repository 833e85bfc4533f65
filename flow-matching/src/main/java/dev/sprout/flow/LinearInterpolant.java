package dev.sprout.flow;

import ai.djl.ndarray.NDArray;

/**
 * Linear interpolant between data at t = 0 and noise at t = 1, x_t = (1 − t)·data + t·noise (SiT,
 * arXiv 2401.08740, section 2.1), on which flow matching (arXiv 2210.02747) and xAR train.
 * Thread-safe.
 */
public final class LinearInterpolant {
  private LinearInterpolant() {}

  /**
   * Interpolated state x_t.
   *
   * @param data data, [B, ...]
   * @param noise standard normal noise, shaped like {@code data}
   * @param t times in 0..1, broadcastable to {@code data}: [B, 1, ...]
   * @return shaped like {@code data} and owned by its manager
   */
  public static NDArray at(NDArray data, NDArray noise, NDArray t) {
    try (NDArray opposite = t.neg();
        NDArray share = opposite.add(1);
        NDArray rest = noise.mul(t)) {
      return data.mul(share).addi(rest);
    }
  }

  /** Velocity dx_t/dt = noise − data, constant in time: the target of training. */
  public static NDArray velocity(NDArray data, NDArray noise) {
    return noise.sub(data);
  }

  /**
   * Score, the gradient of log p(x_t), of a velocity: −noise/t with noise = x + (1 − t)·velocity
   * (SiT, section 2.2).
   *
   * @param t above 0, up to 1
   * @return shaped like {@code x} and owned by its manager
   */
  static NDArray score(NDArray x, NDArray velocity, double t) {
    try (NDArray rest = velocity.mul((1 - t) * (-1 / t))) {
      return x.mul(-1 / t).addi(rest);
    }
  }
}
