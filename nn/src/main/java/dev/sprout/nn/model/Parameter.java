package dev.sprout.nn.model;

import ai.djl.ndarray.types.Shape;

/** One array that a network declares: its name as in checkpoints, its shape and how it begins. */
public record Parameter(String name, Shape shape, Initialisation initialisation) {

  /** A parameter of the given sizes. */
  public static Parameter of(String name, Initialisation initialisation, long... shape) {
    return new Parameter(name, new Shape(shape), initialisation);
  }
}
