package dev.sprout.tokenunify.segment;

import java.util.Arrays;

/** One minus the mean affinity of an edge, in float32 as waterz rounds it. */
final class MeanScores implements MergeScores {
  private float[] mean = new float[16];
  private int[] count = new int[16];

  @Override
  public void add(int edge, float affinity) {
    if (edge == mean.length) {
      mean = Arrays.copyOf(mean, 2 * edge);
      count = Arrays.copyOf(count, 2 * edge);
    }
    mean[edge] = (affinity + mean[edge] * count[edge]) / (count[edge] + 1);
    count[edge]++;
  }

  @Override
  public void reorder(int[] order) {
    float[] oldMean = mean;
    int[] oldCount = count;
    mean = new float[order.length];
    count = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      mean[i] = oldMean[order[i]];
      count[i] = oldCount[order[i]];
    }
  }

  @Override
  public float score(int edge) {
    return 1 - mean[edge];
  }

  @Override
  public void merge(int from, int into) {
    int total = count[from] + count[into];
    mean[into] = (mean[from] * count[from] + mean[into] * count[into]) / total;
    count[into] = total;
  }
}
