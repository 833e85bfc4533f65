package dev.sprout.xar.sampling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.flow.LinearInterpolant;
import dev.sprout.flow.VelocityField;

/**
 * One entity of a given picture while it is inpainted. Known latents move on the straight line from
 * their noise to their value, whatever the network says; drawing from a time below 1 is a shorter
 * way through the same field.
 */
final class InpaintedEntity {
  private final NDArray latents;
  private final NDArray known;
  private final NDArray noise;
  private final double strength;

  /**
   * An entity.
   *
   * @param latents of the given picture, [B, S, C]
   * @param known [B, S, C], 1 where they stay, else 0
   * @param noise [B, S, C]
   */
  InpaintedEntity(NDArray latents, NDArray known, NDArray noise, double strength) {
    this.latents = latents;
    this.known = known;
    this.noise = noise;
    this.strength = strength;
  }

  /** Whether nothing of it is to be drawn. */
  boolean isKnown() {
    return known.min().getFloat() == 1;
  }

  /** Where the solver begins, [B, S, C]. */
  NDArray start() {
    return at(latents.getManager(), strength);
  }

  /** The field that the solver follows from its own time 1 to 0. */
  VelocityField around(VelocityField field) {
    return (x, s) -> {
      double t = strength * s;
      NDArray seen = blend(at(x.getManager(), t), x);
      NDArray velocity = field.velocity(seen, t);
      return blend(LinearInterpolant.velocity(latents, noise), velocity).mul(strength);
    };
  }

  /** What was drawn, with known latents exactly as they were. */
  NDArray finished(NDArray drawn) {
    return blend(latents, drawn);
  }

  private NDArray at(NDManager scope, double t) {
    NDArray time = scope.full(new Shape(latents.getShape().get(0), 1, 1), (float) t);
    NDArray mixed = LinearInterpolant.at(latents, noise, time);
    mixed.attach(scope);
    return mixed;
  }

  /** The first where latents are known, the second elsewhere; owned by the second's manager. */
  private NDArray blend(NDArray kept, NDArray drawn) {
    NDArray blended = drawn.mul(known.mul(-1).add(1)).add(kept.mul(known));
    blended.attach(drawn.getManager());
    return blended;
  }
}
