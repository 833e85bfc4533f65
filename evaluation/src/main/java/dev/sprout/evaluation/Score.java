package dev.sprout.evaluation;

import dev.sprout.evaluation.metrics.BootstrapInterval;

/**
 * One score.
 *
 * @param metric the metric it belongs to, as options name it
 * @param name name that tells its features too, such as FID or FD-Lite0
 * @param value its value
 * @param deviation standard deviation over subsets or splits, or null
 * @param interval bootstrap interval, or null
 * @param isBetterLow whether smaller values mean more alike or better pictures
 */
public record Score(
    String metric,
    String name,
    double value,
    Double deviation,
    BootstrapInterval interval,
    boolean isBetterLow) {

  static Score of(Metric metric, String name, double value, boolean isBetterLow) {
    return new Score(metric.toString(), name, value, null, null, isBetterLow);
  }

  Score withValue(double given) {
    return new Score(metric, name, given, deviation, interval, isBetterLow);
  }

  Score withDeviation(double given) {
    return new Score(metric, name, value, given, interval, isBetterLow);
  }

  Score withInterval(BootstrapInterval given) {
    return new Score(metric, name, value, deviation, given, isBetterLow);
  }
}
