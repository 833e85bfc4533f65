package dev.sprout.tokenunify.segment;

/** Connected plateaus without a higher neighbour. */
final class RegionalMaxima {
  private final int[] places;
  private final int[] steps;
  private final int[] stack;

  /**
   * Maxima of a padded grid.
   *
   * @param places of all voxels, in the order in which maxima are numbered
   * @param steps to the neighbours
   */
  RegionalMaxima(int[] places, int[] steps) {
    this.places = places;
    this.steps = steps;
    this.stack = new int[places.length];
  }

  /**
   * Numbers the maxima from 1, by their first voxel.
   *
   * @param values with margin, where they are lower than anywhere else
   * @param labels with margin, all 0 inside; filled in
   * @return number of maxima
   */
  int number(int[] values, int[] labels) {
    int maxima = 0;
    boolean[] seen = new boolean[values.length];
    for (int place : places) {
      if (!seen[place]) {
        int plateau = plateau(values, seen, place);
        if (plateau > 0) {
          maxima++;
          for (int i = 0; i < plateau; i++) {
            labels[stack[i]] = maxima;
          }
        }
      }
    }
    return maxima;
  }

  /** Collects a plateau; returns its voxels' number, or 0 where a neighbour is higher. */
  private int plateau(int[] values, boolean[] seen, int first) {
    int value = values[first];
    boolean maximal = true;
    int size = 1;
    stack[0] = first;
    seen[first] = true;
    for (int i = 0; i < size; i++) {
      for (int step : steps) {
        int neighbour = stack[i] + step;
        if (values[neighbour] > value) {
          maximal = false;
        } else if (values[neighbour] == value && !seen[neighbour]) {
          seen[neighbour] = true;
          stack[size++] = neighbour;
        }
      }
    }
    return maximal ? size : 0;
  }
}
