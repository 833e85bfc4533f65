package dev.sprout.xar.sampling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.flow.Guidance;
import dev.sprout.flow.NoiseSource;
import dev.sprout.xar.network.Labels;
import dev.sprout.xar.network.LatentTokens;
import dev.sprout.xar.network.XarNetwork;

/**
 * Draws latents entity by entity: each begins as noise, follows the guided velocity to t = 0 with
 * the finished entities as context, and joins them (xAR, section 3.3). Thread-safe.
 */
public final class XarSampler {
  private final XarNetwork network;
  private final LatentTokens tokens;

  /** A sampler of the given network. */
  public XarSampler(XarNetwork network) {
    this.network = network;
    this.tokens = new LatentTokens(network.config());
  }

  /**
   * Draws latents.
   *
   * @param labels of the B pictures
   * @param negative labels that guidance leads away from: "no class", or something unwanted
   * @param options how
   * @param noise asked for each entity's beginning [B, S, C] and then for its solver's steps
   * @return [B, C, rows, columns], owned by the manager of {@code labels}
   */
  public NDArray sample(Labels labels, Labels negative, XarOptions options, NoiseSource noise) {
    Guidance guidance = options.guidance();
    int entities = network.layout().entities();
    try (NDManager scope = labels.manager().newSubManager();
        GuidedContext context = new GuidedContext(network, scope, labels, negative)) {
      NDList clean = new NDList();
      for (int entity = 0; entity < entities; entity++) {
        int index = entity;
        NDArray start =
            noise
                .next(scope, entityShape(labels.batch(), entity))
                .mul((float) options.temperature());
        NDArray drawn =
            options
                .solver(entity, entities)
                .solve(
                    (x, t) -> context.velocity(x, t, guidance.scale(index, entities, t)),
                    start,
                    noise);
        context.append(drawn);
        clean.add(drawn);
      }
      NDArray latents = tokens.latents(NDArrays.concat(clean, 1)); // [B, C, rows, columns]
      latents.attach(labels.manager());
      return latents;
    }
  }

  /** Labels that say "no class", as in training. */
  public Labels noClass(Labels labels) {
    return labels.all(network.config().noClass());
  }

  private Shape entityShape(long batch, int entity) {
    return new Shape(batch, network.layout().size(entity), network.config().tokenChannels());
  }
}
