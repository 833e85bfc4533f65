package dev.sprout.flow;

import ai.djl.ndarray.NDArray;

/** A velocity field that counts its evaluations, the cost of sampling. Not thread-safe. */
public final class CountingField implements VelocityField {
  private final VelocityField field;
  private int evaluations;

  /** Counts the evaluations of {@code field}. */
  public CountingField(VelocityField field) {
    this.field = field;
  }

  @Override
  public NDArray velocity(NDArray x, double t) {
    evaluations++;
    return field.velocity(x, t);
  }

  /** How many evaluations were asked for so far. */
  public int evaluations() {
    return evaluations;
  }
}
