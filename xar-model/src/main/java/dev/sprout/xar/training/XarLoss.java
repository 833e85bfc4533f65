package dev.sprout.xar.training;

import ai.djl.ndarray.NDArray;
import dev.sprout.flow.LinearInterpolant;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.xar.network.XarNetwork;

/**
 * The loss of xAR (section 3.2): the mean squared error of the velocities of all entities, each
 * noised to its own time. Thread-safe.
 */
public final class XarLoss {
  private final XarNetwork network;
  private final boolean teacherForcing;

  /**
   * The loss of a network.
   *
   * @param teacherForcing the context of an entity is clean, the ablation, in place of noisy (Noisy
   *     Context Learning)
   */
  public XarLoss(XarNetwork network, boolean teacherForcing) {
    this.network = network;
    this.teacherForcing = teacherForcing;
  }

  /**
   * The loss of pictures; differentiable in the network's weights.
   *
   * @param data tokens of the pictures in the order of entities, [B, N, C]
   * @param noise standard normal, [B, N, C]
   * @param times of the entities, 0 = clean, 1 = noise, [B, E]
   * @param classes class embeddings, [B, D]
   * @return a float32 scalar, owned by the manager of {@code data}
   */
  public NDArray of(NDArray data, NDArray noise, NDArray times, NDArray classes) {
    NDArray noisy = noisy(data, noise, times);
    NDArray velocity =
        teacherForcing
            ? network.velocityAfterClean(data, noisy, times, classes)
            : network.velocity(noisy, times, classes);
    return TorchOps.meanSquaredError(velocity, LinearInterpolant.velocity(data, noise));
  }

  /** What the network sees: each entity on its way to noise, [B, N, C]. */
  public NDArray noisy(NDArray data, NDArray noise, NDArray times) {
    return LinearInterpolant.at(data, noise, network.layout().spread(times));
  }
}
