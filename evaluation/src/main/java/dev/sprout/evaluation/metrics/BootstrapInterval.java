package dev.sprout.evaluation.metrics;

import dev.sprout.core.RandomStream;
import dev.sprout.core.Require;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;

/**
 * Percentile bootstrap (Efron 1979) of a score of two sets: the score of many resamples of both,
 * drawn with repetition, and the interval that holds the middle share of them. Scores that compare
 * pictures within a set take a picture that was drawn twice for two equal ones, so their intervals
 * lie a little off.
 *
 * @param low lower end
 * @param high upper end
 * @param level share of the resamples inside, such as 0.95
 * @param resamples number of resamples
 */
public record BootstrapInterval(double low, double high, double level, int resamples) {

  /**
   * How to resample.
   *
   * @param resamples from 2
   * @param level above 0, below 1
   */
  public record Options(int resamples, double level, long seed) {
    /** Checks the ranges. */
    public Options {
      Require.atLeast("resamples", resamples, 2);
      Require.positiveUpTo("level", level, Math.nextDown(1.0));
    }
  }

  /**
   * Resamples both sets.
   *
   * @param score score of the resampled sets, in the order in which they are given here
   */
  public static BootstrapInterval of(
      FeatureMatrix a,
      FeatureMatrix b,
      ToDoubleBiFunction<FeatureMatrix, FeatureMatrix> score,
      Options options) {
    double[] scores = new double[options.resamples()];
    for (int i = 0; i < scores.length; i++) {
      RandomStream random = new RandomStream(options.seed(), i);
      scores[i] = score.applyAsDouble(resampled(a, random), resampled(b, random));
    }
    Arrays.sort(scores);
    double tail = (1 - options.level()) / 2;
    return new BootstrapInterval(
        quantile(scores, tail), quantile(scores, 1 - tail), options.level(), scores.length);
  }

  private static FeatureMatrix resampled(FeatureMatrix set, RandomStream random) {
    int[] rows = new int[set.rows()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.nextInt(rows.length);
    }
    return set.selected(rows);
  }

  /** Between the two nearest of ascending values, by their distance. */
  private static double quantile(double[] ascending, double share) {
    double place = share * (ascending.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, ascending.length - 1);
    return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
  }
}
