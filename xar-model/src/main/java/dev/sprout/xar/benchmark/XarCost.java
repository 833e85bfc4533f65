package dev.sprout.xar.benchmark;

import dev.sprout.flow.Guidance;
import dev.sprout.xar.entity.EntityLayout;
import dev.sprout.xar.network.XarConfig;

/**
 * Floating-point operations of sampling one picture: two per multiply–add of a matrix product, all
 * else aside.
 */
final class XarCost {
  /** Width of the sinusoidal time embedding. */
  private static final double TIME_WAVES = 256;

  private final XarConfig config;
  private final EntityLayout layout;

  XarCost(XarConfig config) {
    this.config = config;
    this.layout = config.layout();
  }

  /** Operations of one picture, given the evaluations of each entity. */
  double picture(int steps, Guidance guidance) {
    int entities = layout.entities();
    int unconditional = 0; // entities cached by the unconditional half
    double sum = (steps + 1) * modulations(guidance);
    for (int entity = 0; entity < entities; entity++) {
      sum += steps * evaluation(entity) + (entity + 1 < entities ? evaluation(entity) : 0);
      if (Guidance.needsUnconditional(guidance.scale(entity, entities, 0.5))) {
        for (; unconditional < entity; unconditional++) {
          sum += evaluation(unconditional);
        }
        sum += steps * evaluation(entity);
      }
    }
    return sum;
  }

  /**
   * Operations of all modulations at one time, in both halves of guidance. They are counted once
   * for all entities, though many pictures together compute them more often.
   */
  private double modulations(Guidance guidance) {
    double d = config.width();
    double time = TIME_WAVES * d + d * d;
    int halves = Guidance.needsUnconditional(guidance.scale()) ? 2 : 1;
    return 2 * halves * (config.modulations() * d + time);
  }

  /** Operations of one evaluation of an entity, attending to the earlier ones. */
  double evaluation(int entity) {
    double d = config.width();
    double positions = layout.size(entity);
    double context = layout.begin(entity + 1);
    double linear = 4 * d * d + 3 * d * config.hidden(); // qkv, proj and the gated MLP
    double block = positions * (linear + 2 * context * d);
    double blocks = config.blocks() * block;
    double ends = positions * (2 * d * config.tokenChannels() + d * d);
    return 2 * (blocks + ends);
  }
}
