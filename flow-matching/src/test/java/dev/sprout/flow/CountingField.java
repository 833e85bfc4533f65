package dev.sprout.flow;

import ai.djl.ndarray.NDArray;

/** A velocity field that counts its evaluations, the cost of sampling. Not thread-safe. */
final class CountingField implements VelocityField {
  private final VelocityField field;
  private int evaluations;

  /** Counts the evaluations of {@code field}. */
  CountingField(VelocityField field) {
    this.field = field;
  }

  @Override
  public NDArray velocity(NDArray x, double t) {
    evaluations++;
    return field.velocity(x, t);
  }

  /** How many evaluations were asked for so far. */
  int evaluations() {
    return evaluations;
  }
}
