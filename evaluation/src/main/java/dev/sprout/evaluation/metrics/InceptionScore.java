package dev.sprout.evaluation.metrics;

import dev.sprout.core.UserError;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Inception score (Salimans et al., arXiv 1606.03498): exp of the mean Kullback–Leibler divergence
 * of each picture's class probabilities p(y|x) from their mean p(y), over splits of the pictures.
 *
 * @param mean mean over the splits, from 1 to the number of classes
 * @param deviation standard deviation over the splits, without correction
 * @param splits number of splits
 */
public record InceptionScore(double mean, double deviation, int splits) {
  /** The number of splits in the paper's program. */
  public static final int SPLITS = 10;

  /** Splits the pictures in their order. */
  public static InceptionScore of(FeatureMatrix logits, int splits) {
    return of(logits, splits, IntStream.range(0, logits.rows()).toArray());
  }

  /**
   * Splits the pictures in a given order, such as a random one: split i holds those from N·i/splits
   * up to N·(i + 1)/splits, rounded down.
   *
   * @param logits of each picture, before the softmax
   * @param splits 1 to the number of pictures
   * @param order the rows, all or some
   * @throws UserError for another number of splits
   */
  public static InceptionScore of(FeatureMatrix logits, int splits, int[] order) {
    if (splits < 1 || splits > order.length) {
      throw UserError.invalid(
          "splits", splits, "a whole number from 1 to the number of pictures, " + order.length);
    }
    double[] scores = new double[splits];
    for (int i = 0; i < splits; i++) {
      int first = (int) ((long) order.length * i / splits);
      int end = (int) ((long) order.length * (i + 1) / splits);
      scores[i] = score(logits, Arrays.copyOfRange(order, first, end));
    }
    double mean = Arrays.stream(scores).average().orElseThrow();
    double variance =
        Arrays.stream(scores).map(s -> (s - mean) * (s - mean)).average().orElseThrow();
    return new InceptionScore(mean, Math.sqrt(variance), splits);
  }

  private static double score(FeatureMatrix logits, int[] rows) {
    double[] marginal = new double[logits.columns()]; // p(y)
    double negativeEntropies = 0; // Σ p(y|x) ln p(y|x)
    for (int row : rows) {
      double[] logProbabilities = logSoftmax(logits, row);
      for (int y = 0; y < marginal.length; y++) {
        double probability = Math.exp(logProbabilities[y]);
        marginal[y] += probability / rows.length;
        negativeEntropies += probability * logProbabilities[y];
      }
    }
    double divergence = negativeEntropies / rows.length;
    for (double probability : marginal) {
      divergence -= probability == 0 ? 0 : probability * Math.log(probability);
    }
    return Math.exp(divergence);
  }

  private static double[] logSoftmax(FeatureMatrix logits, int row) {
    double[] values = new double[logits.columns()];
    double largest = Double.NEGATIVE_INFINITY;
    for (int y = 0; y < values.length; y++) {
      values[y] = logits.get(row, y);
      largest = Math.max(largest, values[y]);
    }
    double sum = 0;
    for (double value : values) {
      sum += Math.exp(value - largest);
    }
    double logSum = largest + Math.log(sum);
    for (int y = 0; y < values.length; y++) {
      values[y] -= logSum;
    }
    return values;
  }
}
