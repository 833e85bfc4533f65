package dev.sprout.flow;

import ai.djl.ndarray.NDArray;

/**
 * The flow between data N(mean, deviation²) and standard normal noise, all of which is known: x_t
 * is N((1 − t)·mean, variance(t)), and the flow keeps each point's distance from the mean in
 * deviations.
 */
record GaussianFlow(double mean, double deviation) implements VelocityField {
  double center(double t) {
    return (1 - t) * mean;
  }

  double variance(double t) {
    double data = (1 - t) * deviation;
    return data * data + t * t;
  }

  double velocity(double x, double t) {
    double halfRate = t - (1 - t) * deviation * deviation;
    return -mean + halfRate / variance(t) * (x - center(t));
  }

  double score(double x, double t) {
    return -(x - center(t)) / variance(t);
  }

  /** Where the flow takes the point {@code z} of t = 1. */
  double solution(double z) {
    return mean + deviation * z;
  }

  /** The velocity in the type of {@code x}: it is affine in x. */
  @Override
  public NDArray velocity(NDArray x, double t) {
    double offset = velocity(0, t);
    NDArray slope = x.getManager().create(velocity(1, t) - offset).toType(x.getDataType(), false);
    NDArray shift = x.getManager().create(offset).toType(x.getDataType(), false);
    return x.mul(slope).add(shift);
  }
}
