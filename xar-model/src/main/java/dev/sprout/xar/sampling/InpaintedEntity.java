package dev.sprout.xar.sampling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.flow.LinearInterpolant;
import dev.sprout.flow.VelocityField;

/**
 * Inpainting of one entity. Known latents follow the straight line from their noise to their value
 * in place of the network's velocity; a start time below 1 shortens the integration.
 */
final class InpaintedEntity {
  private final NDArray latents;
  private final NDArray known;
  private final NDArray noise;
  private final double strength;

  /**
   * Creates the inpainting of an entity.
   *
   * @param latents latents of the given picture, [B, S, C]
   * @param known 1 where latents are kept, else 0, [B, S, C]
   * @param noise initial noise, [B, S, C]
   */
  InpaintedEntity(NDArray latents, NDArray known, NDArray noise, double strength) {
    this.latents = latents;
    this.known = known;
    this.noise = noise;
    this.strength = strength;
  }

  /** Whether all latents are known. */
  boolean isKnown() {
    return known.min().getFloat() == 1;
  }

  /** Initial state of the solver, [B, S, C]. */
  NDArray start() {
    return at(latents.getManager(), strength);
  }

  /** Noise time of a solver's time: 1 to 0 becomes {@code strength} to 0. */
  static double time(double s, double strength) {
    return strength * s;
  }

  /** Velocity field over the solver's times. */
  VelocityField around(VelocityField field) {
    return (x, s) -> {
      double t = time(s, strength);
      NDArray seen = blend(at(x.getManager(), t), x);
      NDArray velocity = field.velocity(seen, t);
      return blend(LinearInterpolant.velocity(latents, noise), velocity).mul(strength);
    };
  }

  /** The solver's result with known latents restored exactly, [B, S, C]. */
  NDArray finished(NDArray drawn) {
    return blend(latents, drawn);
  }

  private NDArray at(NDManager scope, double t) {
    NDArray time = scope.full(new Shape(latents.getShape().get(0), 1, 1), (float) t);
    NDArray mixed = LinearInterpolant.at(latents, noise, time);
    mixed.attach(scope);
    return mixed;
  }

  /** First array at known latents, second elsewhere; owned by the second's manager. */
  private NDArray blend(NDArray kept, NDArray drawn) {
    NDArray blended = drawn.mul(known.mul(-1).add(1)).add(kept.mul(known));
    blended.attach(drawn.getManager());
    return blended;
  }
}
