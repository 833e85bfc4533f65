package dev.sprout.xar.training;

import ai.djl.ndarray.NDArray;
import dev.sprout.flow.LinearInterpolant;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.xar.network.Conditions;
import dev.sprout.xar.network.XarNetwork;

/**
 * Loss of xAR (section 3.2): mean squared error of the velocities of all entities, each noised to
 * its own time. Thread-safe.
 */
public final class XarLoss {
  private final XarNetwork network;
  private final boolean teacherForcing;

  /**
   * Creates the loss of a network.
   *
   * @param teacherForcing clean context, the ablation, in place of noisy context (Noisy Context
   *     Learning)
   */
  public XarLoss(XarNetwork network, boolean teacherForcing) {
    this.network = network;
    this.teacherForcing = teacherForcing;
  }

  /**
   * Loss of a batch, differentiable in the network's weights and in the embeddings of prefixes.
   *
   * @param data tokens in entity order, [B, N, C]
   * @param noise standard normal, [B, N, C]
   * @param times time of each entity, 0 = clean, 1 = noise, [B, E]
   * @param conditions conditions of the B pictures
   * @return a float32 scalar, owned by the manager of {@code data}
   */
  public NDArray of(NDArray data, NDArray noise, NDArray times, Conditions conditions) {
    NDArray noisy = noisy(data, noise, times);
    NDArray velocity =
        teacherForcing
            ? network.velocityAfterClean(data, noisy, times, conditions)
            : network.velocity(noisy, times, conditions);
    return TorchOps.meanSquaredError(velocity, LinearInterpolant.velocity(data, noise));
  }

  /** Noised tokens: each entity interpolated to its time, [B, N, C]. */
  public NDArray noisy(NDArray data, NDArray noise, NDArray times) {
    return LinearInterpolant.at(data, noise, network.layout().spread(times));
  }
}
