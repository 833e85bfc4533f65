package dev.sprout.tokenunify.score;

import java.util.Arrays;

/** Sums that don't depend on the order of their terms. */
final class OrderedSum {
  private OrderedSum() {}

  /** The sum from the smallest term to the largest; sorts the array. */
  static double of(double[] terms) {
    Arrays.sort(terms);
    double sum = 0;
    for (double term : terms) {
      sum += term;
    }
    return sum;
  }
}
