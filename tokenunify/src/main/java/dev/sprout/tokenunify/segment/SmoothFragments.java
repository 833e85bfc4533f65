package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.labels.Grid;
import java.util.Arrays;

/**
 * Fragments of one section for {@link Multicut}, as TokenUnify's code makes them: fewer and larger
 * than {@link Fragments#bySection}, from smoothed maps. Boundary max(1 − a_y, 1 − a_x); seeds at
 * the maxima of the smoothed distance to it; flooding of 0.9 · smoothed boundary + 0.1 · (1 −
 * distance); pieces below 100 voxels go to their neighbours.
 */
final class SmoothFragments {
  private static final float THRESHOLD = 0.25f;
  private static final double SIGMA = 2;
  private static final float BOUNDARY_SHARE = 0.9f;
  private static final int LEAST_VOXELS = 100;

  private final PaddedGrid padded;
  private final Watershed watershed;
  private final SectionFilter filter;

  SmoothFragments(Grid section) {
    padded = new PaddedGrid(section);
    watershed = new Watershed(section);
    filter = new SectionFilter(section, SIGMA);
  }

  static float[] boundary(Affinities affinities, int z) {
    Grid grid = affinities.grid();
    float[] boundary = new float[grid.sectionVoxels()];
    for (int i = 0; i < boundary.length; i++) {
      int voxel = z * boundary.length + i;
      boundary[i] = Math.max(1 - affinities.at(1, voxel), 1 - affinities.at(2, voxel));
    }
    return boundary;
  }

  /** Smoothed distance of each voxel to the boundary. */
  float[] distance(float[] boundary) {
    int[] squared = new DistanceTransform(padded).inside(boundary, Math.nextUp(THRESHOLD));
    int[] places = padded.places();
    float[] distance = new float[places.length];
    for (int i = 0; i < places.length; i++) {
      distance[i] = (float) Math.sqrt(squared[places[i]]);
    }
    return filter.smooth(distance);
  }

  /**
   * Labels the maxima of the distance, column by column: a plateau is one maximum across corners
   * too, but gets a label for each piece whose voxels share edges.
   */
  int[] seeds(float[] distance) {
    int[] columns = padded.placesByColumn();
    int[] maxima = new int[padded.size()];
    new RegionalMaxima(columns, padded.stepsWithCorners()).number(withMargin(distance), maxima);
    int[] isMaximum = new int[padded.size()];
    Arrays.fill(isMaximum, -1);
    for (int place : columns) {
      isMaximum[place] = Math.min(1, maxima[place]);
    }
    int[] labels = new int[padded.size()];
    new RegionalMaxima(columns, padded.steps()).number(isMaximum, labels);
    return labels;
  }

  /** Ranks of the values. */
  private int[] withMargin(float[] values) {
    int[] ranks = Ranks.of(values);
    int[] places = padded.places();
    int[] spread = new int[padded.size()];
    Arrays.fill(spread, -1);
    for (int i = 0; i < places.length; i++) {
      spread[places[i]] = ranks[i];
    }
    return spread;
  }

  /** What is flooded. */
  float[] height(float[] boundary, float[] distance) {
    float least = Float.MAX_VALUE;
    float largest = 0;
    for (float d : distance) {
      least = Math.min(least, d);
      largest = Math.max(largest, d);
    }
    float[] height = filter.smooth(boundary);
    for (int i = 0; i < height.length; i++) {
      float near = largest == 0 ? 1 : 1 - (distance[i] - least) / largest;
      height[i] = BOUNDARY_SHARE * height[i] + (1 - BOUNDARY_SHARE) * near;
    }
    return height;
  }

  /**
   * Gives every voxel a fragment.
   *
   * @param first id of the first seed; seeds of small pieces leave gaps
   * @param ids filled in from {@code offset} on
   * @return the largest number used, counted from the first seed
   */
  int flood(float[] boundary, long first, long[] ids, int offset) {
    float[] distance = distance(boundary);
    float[] height = height(boundary, distance);
    int[] labels = seeds(distance);
    watershed.spread(height, labels);
    int seeds = Arrays.stream(labels).max().orElse(0);
    if (removeSmall(labels, seeds)) {
      watershed.spread(height, labels);
    }
    int[] places = padded.places();
    int largest = 0;
    for (int i = 0; i < places.length; i++) {
      ids[offset + i] = first - 1 + labels[places[i]];
      largest = Math.max(largest, labels[places[i]]);
    }
    return largest;
  }

  /** Empties small pieces, unless all are; returns whether any was. */
  private boolean removeSmall(int[] labels, int seeds) {
    int[] sizes = new int[seeds + 1];
    for (int place : padded.places()) {
      sizes[labels[place]]++;
    }
    if (Arrays.stream(sizes).max().orElse(0) < LEAST_VOXELS) {
      return false;
    }
    boolean removed = false;
    for (int place : padded.places()) {
      if (sizes[labels[place]] < LEAST_VOXELS) {
        labels[place] = 0;
        removed = true;
      }
    }
    return removed;
  }
}
