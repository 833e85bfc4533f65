package dev.sprout.tokenunify.labels;

import java.util.Arrays;

/** Labels as unsigned numbers of 64 bits. */
public final class Unsigned {
  private Unsigned() {}

  /** The labels from the smallest to the largest; sorts the array itself. */
  public static long[] sorted(long[] labels) {
    flip(labels);
    Arrays.sort(labels);
    flip(labels);
    return labels;
  }

  private static void flip(long[] labels) {
    for (int i = 0; i < labels.length; i++) {
      labels[i] ^= Long.MIN_VALUE;
    }
  }
}
