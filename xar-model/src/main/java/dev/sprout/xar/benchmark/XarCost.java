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
    double sum = (steps + 1) * modulations(guidance) + halves(guidance) * prefix();
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
    return 2 * halves(guidance) * (config.modulations() * d + time);
  }

  private static int halves(Guidance guidance) {
    return Guidance.needsUnconditional(guidance.scale()) ? 2 : 1;
  }

  /** Operations of one evaluation of an entity, attending to the earlier ones. */
  double evaluation(int entity) {
    double d = config.width();
    double positions = layout.size(entity);
    double context = config.prefixPositions() + layout.begin(entity + 1);
    double ends = positions * (2 * d * config.tokenChannels() + d * d);
    return 2 * (blocks(positions, context) + ends);
  }

  /** Operations of the prefix's pass, which a half of guidance takes once. */
  double prefix() {
    if (config.prefix() == null) {
      return 0;
    }
    double d = config.width();
    double positions = config.prefixPositions();
    double ends = positions * (d * config.prefix().width() + d * d);
    double modulations = config.modulations() * d;
    return 2 * (blocks(positions, positions) + ends + modulations);
  }

  /** Multiply–adds of all blocks over positions that attend to a number of others. */
  private double blocks(double positions, double context) {
    double d = config.width();
    double linear = 4 * d * d + 3 * d * config.hidden(); // qkv, proj and the gated MLP
    return config.blocks() * positions * (linear + 2 * context * d);
  }
}
