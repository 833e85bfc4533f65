package dev.sprout.xar.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.flow.LogitNormalTimes;
import dev.sprout.nn.ops.GaussianNoise;
import dev.sprout.xar.network.LatentTokens;
import dev.sprout.xar.network.XarConfig;

/**
 * Batches that flow matching trains a generator on: latents of pictures, noise, and a time for each
 * entity (xAR, section 3.2). Thread-safe.
 */
public final class FlowBatches {
  private final LatentSet latents;
  private final double scale;
  private final LatentTokens tokens;
  private final int entities;

  /** Creates the batches of a training set, in the sizes of a network. */
  public FlowBatches(XarTraining.TrainingSet set, XarConfig config) {
    this.latents = set.latents();
    this.scale = set.scale();
    this.tokens = new LatentTokens(config);
    this.entities = config.layout().entities();
  }

  /**
   * A batch of B pictures.
   *
   * @param data tokens in entity order, [B, N, C]
   * @param noise standard normal, [B, N, C]
   * @param times time of each entity, 0 = clean, 1 = noise, [B, E]
   */
  public record Batch(NDArray data, NDArray noise, NDArray times) {}

  /** Draws latents, noise and times, in this order; {@code scope} owns them. */
  public Batch draw(int[] pictures, RandomStream random, NDManager scope) {
    NDArray data = tokens.sequence(latents.draw(scope, pictures, scale, random)); // [B, N, C]
    NDArray noise = GaussianNoise.draw(random, scope, data.getShape()); // [B, N, C]
    NDArray times =
        LogitNormalTimes.STANDARD.draw(random, scope, new Shape(pictures.length, entities));
    return new Batch(data, noise, times);
  }
}
