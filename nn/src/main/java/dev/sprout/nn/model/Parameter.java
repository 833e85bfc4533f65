package dev.sprout.nn.model;

import ai.djl.ndarray.types.Shape;

/** Array of a network: name as in checkpoints, shape, initialisation. Immutable. */
public record Parameter(String name, Shape shape, Initialisation initialisation) {

  /** Creates a parameter of given dimensions. */
  public static Parameter of(String name, Initialisation initialisation, long... shape) {
    return new Parameter(name, new Shape(shape), initialisation);
  }
}
