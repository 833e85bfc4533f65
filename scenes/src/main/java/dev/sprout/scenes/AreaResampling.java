package dev.sprout.scenes;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Resampling of square pictures of four channels, each new pixel being the mean of the area that it
 * covers. Float arithmetic in a fixed order, equal on all machines. Thread-safe.
 */
final class AreaResampling {
  private static final Map<Long, AreaResampling> KNOWN = new ConcurrentHashMap<>();

  private final int from;
  private final int to;
  private final int[] first;
  private final float[][] weights;

  private AreaResampling(int from, int to) {
    this.from = from;
    this.to = to;
    this.first = new int[to];
    this.weights = new float[to][];
    double step = (double) from / to;
    for (int i = 0; i < to; i++) {
      double start = i * step;
      double end = Math.min(from, (i + 1) * step);
      first[i] = Math.min(from - 1, (int) start);
      int last = Math.max(first[i] + 1, (int) Math.ceil(end - 1e-9));
      weights[i] = new float[last - first[i]];
      for (int k = 0; k < weights[i].length; k++) {
        double pixel = first[i] + k;
        double covered = Math.min(pixel + 1, end) - Math.max(pixel, start);
        weights[i][k] = (float) (Math.max(0, covered) / step);
      }
    }
  }

  /** The resampling from a side to another, in pixels ≥ 1. */
  static AreaResampling of(int from, int to) {
    return KNOWN.computeIfAbsent((long) from << 32 | to, key -> new AreaResampling(from, to));
  }

  /** Resamples [from, from, 4] to [to, to, 4]. */
  float[] resize(float[] in) {
    float[] rows = new float[4 * to * from]; // [to, from, 4]
    for (int y = 0; y < to; y++) {
      for (int k = 0; k < weights[y].length; k++) {
        float weight = weights[y][k];
        int source = 4 * from * (first[y] + k);
        int target = 4 * from * y;
        for (int i = 0; i < 4 * from; i++) {
          rows[target + i] += weight * in[source + i];
        }
      }
    }
    float[] out = new float[4 * to * to];
    for (int y = 0; y < to; y++) {
      for (int x = 0; x < to; x++) {
        int target = 4 * (y * to + x);
        for (int k = 0; k < weights[x].length; k++) {
          float weight = weights[x][k];
          int source = 4 * (y * from + first[x] + k);
          for (int c = 0; c < 4; c++) {
            out[target + c] += weight * rows[source + c];
          }
        }
      }
    }
    return out;
  }
}
