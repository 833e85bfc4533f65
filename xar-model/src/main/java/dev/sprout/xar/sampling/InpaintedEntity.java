package dev.sprout.xar.sampling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.flow.Interpolant;
import dev.sprout.flow.VelocityField;

/**
 * One entity of a given picture while it is drawn anew. What is kept moves on the straight line
 * from its noise to what it was, whatever the network says; drawing from a time below 1 is a
 * shorter way through the same field.
 */
final class InpaintedEntity {
  private final NDArray known;
  private final NDArray keep;
  private final NDArray noise;
  private final double strength;

  /**
   * An entity.
   *
   * @param known [B, S, C]
   * @param keep [B, S, C], 1 or 0
   * @param noise [B, S, C]
   */
  InpaintedEntity(NDArray known, NDArray keep, NDArray noise, double strength) {
    this.known = known;
    this.keep = keep;
    this.noise = noise;
    this.strength = strength;
  }

  /** Whether nothing of it is to be drawn. */
  boolean isKept() {
    return keep.min().getFloat() == 1;
  }

  /** Where the solver begins, [B, S, C]. */
  NDArray start() {
    return at(known.getManager(), strength);
  }

  /** The field that the solver follows from its own time 1 to 0. */
  VelocityField around(VelocityField field) {
    return (x, s) -> {
      double t = strength * s;
      NDArray seen = blend(at(x.getManager(), t), x);
      NDArray velocity = field.velocity(seen, t);
      return blend(noise.sub(known), velocity).mul(strength);
    };
  }

  /** What was drawn, with what is kept exactly as it was. */
  NDArray finished(NDArray drawn) {
    return blend(known, drawn);
  }

  private NDArray at(NDManager scope, double t) {
    NDArray time = scope.full(new Shape(known.getShape().get(0), 1, 1), (float) t);
    NDArray mixed = Interpolant.LINEAR.mix(known, noise, time);
    mixed.attach(scope);
    return mixed;
  }

  /** The first where latents are kept, the second elsewhere; owned by the second's manager. */
  private NDArray blend(NDArray kept, NDArray drawn) {
    NDArray blended = drawn.mul(keep.mul(-1).add(1)).add(kept.mul(keep));
    blended.attach(drawn.getManager());
    return blended;
  }
}
