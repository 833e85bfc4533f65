package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.arrays.IntArray;
import dev.sprout.tokenunify.arrays.Storage;
import java.util.Arrays;

/** 256 bins of scores, first in first out inside a bin, whatever the scores there. */
final class BinQueue implements EdgeQueue {
  private static final int NONE = -1;

  private final int[] first = new int[QuantileScores.BINS];
  private final int[] last = new int[QuantileScores.BINS];
  private final IntArray next; // by edge
  private int lowest = QuantileScores.BINS;

  BinQueue(int edges, Storage storage) {
    next = new IntArray(storage, edges);
    Arrays.fill(first, NONE);
  }

  @Override
  public boolean isEmpty() {
    return lowest == QuantileScores.BINS;
  }

  @Override
  public void push(int edge, float score) {
    int bin = QuantileScores.bin(score);
    next.set(edge, NONE);
    if (first[bin] == NONE) {
      first[bin] = edge;
    } else {
      next.set(last[bin], edge);
    }
    last[bin] = edge;
    lowest = Math.min(lowest, bin);
  }

  @Override
  public int head() {
    return first[lowest];
  }

  @Override
  public void pop() {
    first[lowest] = next.get(first[lowest]);
    while (lowest < first.length && first[lowest] == NONE) {
      lowest++;
    }
  }
}
