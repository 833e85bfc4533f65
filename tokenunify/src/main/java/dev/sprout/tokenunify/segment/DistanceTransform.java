package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.labels.Grid;
import java.util.Arrays;

/**
 * Squared Euclidean distances, in voxels, of the inside to the nearest voxel outside; exact (lower
 * envelopes of parabolas, one axis after the other: Felzenszwalb and Huttenlocher 2012).
 */
final class DistanceTransform {
  /** Farther than any two voxels of one array. */
  private static final int FAR = 1 << 30;

  private final PaddedGrid padded;
  private final int[] line;
  private final int[] vertex; // places of the parabolas of the envelope
  private final int[] from; // where each of them begins to be the lowest

  DistanceTransform(PaddedGrid padded) {
    this.padded = padded;
    Grid grid = padded.grid();
    int longest = Math.max(grid.depth(), Math.max(grid.height(), grid.width()));
    line = new int[longest];
    vertex = new int[longest];
    from = new int[longest];
  }

  /**
   * Distances of the voxels whose boundary is below the threshold.
   *
   * @param boundary without margin
   * @return with margin, where it is −1; 0 outside, and one constant where all is inside
   */
  int[] inside(float[] boundary, float threshold) {
    Grid grid = padded.grid();
    int[] distance = new int[padded.size()];
    Arrays.fill(distance, -1);
    int voxel = 0;
    for (int z = 0; z < grid.depth(); z++) {
      for (int y = 0; y < grid.height(); y++) {
        int start = padded.rowStart(z, y);
        for (int x = 0; x < grid.width(); x++) {
          distance[start + x] = boundary[voxel++] < threshold ? FAR : 0;
        }
        alongLine(distance, start, 1, grid.width());
      }
      for (int x = 0; x < grid.width(); x++) {
        alongLine(distance, padded.rowStart(z, 0) + x, padded.rowStep(), grid.height());
      }
    }
    for (int y = 0; grid.depth() > 1 && y < grid.height(); y++) {
      for (int x = 0; x < grid.width(); x++) {
        alongLine(distance, padded.rowStart(0, y) + x, padded.sectionStep(), grid.depth());
      }
    }
    return distance;
  }

  /** Replaces f(i) by the least f(j) + (i − j)² over the line. */
  private void alongLine(int[] values, int start, int step, int length) {
    int parabolas = 0;
    for (int i = 0; i < length; i++) {
      int height = values[start + i * step];
      line[i] = height;
      if (height < FAR) {
        parabolas = push(parabolas, i);
      }
    }
    if (parabolas == 0) {
      return;
    }
    int next = parabolas - 1;
    for (int i = length - 1; i >= 0; i--) {
      while (from[next] > i) {
        next--;
      }
      int apart = i - vertex[next];
      values[start + i * step] = line[vertex[next]] + apart * apart;
    }
  }

  /** Adds the parabola at i to the envelope of those before it; returns their number. */
  private int push(int parabolas, int i) {
    int begin = 0;
    while (parabolas > 0) {
      begin = crossing(vertex[parabolas - 1], i);
      if (begin > from[parabolas - 1]) {
        break;
      }
      parabolas--;
      begin = 0;
    }
    vertex[parabolas] = i;
    from[parabolas] = begin;
    return parabolas + 1;
  }

  /** The first place where the parabola at b is not above that at a, which is before b. */
  private int crossing(int a, int b) {
    long difference = (long) b * b - (long) a * a + line[b] - line[a];
    return (int) Math.min(FAR, Math.max(0, -Math.floorDiv(-difference, 2L * (b - a))));
  }
}
