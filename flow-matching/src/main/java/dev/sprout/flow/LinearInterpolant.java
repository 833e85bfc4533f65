package dev.sprout.flow;

import ai.djl.ndarray.NDArray;

/**
 * The straight line from data at t = 0 to noise at t = 1, x_t = (1 − t)·data + t·noise, on which
 * flow matching (arXiv 2210.02747) and xAR train; the linear interpolant of SiT (arXiv 2401.08740,
 * section 2.1). Thread-safe.
 */
public final class LinearInterpolant {
  private LinearInterpolant() {}

  /**
   * x_t.
   *
   * @param data of any shape [B, ...]
   * @param noise standard normal, shaped like {@code data}
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

  /** dx_t/dt = noise − data, the same at all times: what a network is trained to predict. */
  public static NDArray velocity(NDArray data, NDArray noise) {
    return noise.sub(data);
  }

  /**
   * The gradient of log p(x_t) that a velocity means, −noise/t with noise = x + (1 − t)·velocity
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
