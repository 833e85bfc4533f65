package dev.sprout.evaluation.features;

/**
 * A layer whose values describe a picture.
 *
 * @param name name by which it is requested, such as {@code 2048}
 * @param dimensions numbers a picture
 */
public record FeatureLayer(String name, int dimensions) {}
