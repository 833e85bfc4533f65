package dev.sprout.evaluation.metrics;

import dev.sprout.core.Require;
import java.util.Arrays;

/**
 * Bootstrap interval (Efron 1979) of a score: how far the scores of resampled sets, drawn with
 * repetition, lie from their mean, laid around the score. A resample holds some pictures twice and
 * others not at all, which moves most scores, a Fréchet distance up and coverage down; their spread
 * is that of other sets of as many pictures.
 *
 * @param low lower end
 * @param high upper end
 * @param level share of the resamples inside, such as 0.95
 * @param resamples number of resamples
 */
public record BootstrapInterval(double low, double high, double level, int resamples) {

  /**
   * Lays an interval around a score.
   *
   * @param score score of the sets themselves
   * @param resampled scores of their resamples, at least two
   * @param level above 0, below 1
   */
  public static BootstrapInterval around(double score, double[] resampled, double level) {
    Require.atLeast("resamples", resampled.length, 2);
    Require.positiveUpTo("level", level, Math.nextDown(1.0));
    double[] ascending = resampled.clone();
    Arrays.sort(ascending);
    double shift = score - Arrays.stream(resampled).average().orElseThrow();
    double tail = (1 - level) / 2;
    return new BootstrapInterval(
        quantile(ascending, tail) + shift,
        quantile(ascending, 1 - tail) + shift,
        level,
        resampled.length);
  }

  /** The part of the interval between the least and the largest value that a score can have. */
  public BootstrapInterval within(double least, double most) {
    return new BootstrapInterval(Math.max(low, least), Math.min(high, most), level, resamples);
  }

  /** Between the two nearest of ascending values, by their distance. */
  private static double quantile(double[] ascending, double share) {
    double place = share * (ascending.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, ascending.length - 1);
    return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
  }
}
