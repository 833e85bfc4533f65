package dev.sprout.tokenunify.segment;

import dev.sprout.core.UserError;
import java.util.ArrayList;
import java.util.List;

/**
 * Where windows stand along one axis.
 *
 * @param length of the volume, voxels
 * @param window length of a window
 * @param before voxels of padding in front
 * @param starts of the windows, counted from the first voxel of the padding
 * @param mirrored whether padding is a reflection (the edge voxel not repeated) or zero
 */
record WindowAxis(int length, int window, int before, int[] starts, boolean mirrored) {
  static final int ZERO = -1;

  /** Windows every {@code step} voxels of a padded axis, the last one moved back inside. */
  private static WindowAxis of(
      int length, int window, int before, int after, int step, boolean mirrored) {
    int padded = before + length + after;
    List<Integer> starts = new ArrayList<>();
    int next = 0;
    while (next + window < padded) {
      starts.add(next);
      next += step;
    }
    starts.add(padded - window);
    int[] array = starts.stream().mapToInt(Integer::intValue).toArray();
    return new WindowAxis(length, window, before, array, mirrored);
  }

  /** Windows that overlap by a share; a short axis is padded with zeros on both sides. */
  static WindowAxis overlapping(int length, int window, double overlap) {
    int missing = Math.max(0, window - length);
    int step = Math.max(1, (int) (window * (1 - overlap)));
    return of(length, window, missing / 2, missing - missing / 2, step, false);
  }

  /** Windows every {@code stride} voxels of an axis that is mirrored at its ends. */
  static WindowAxis mirrored(int length, int window, int stride, int padding) {
    if (padding >= length || length + 2L * padding < window) {
      throw UserError.badRequest(
          "an axis of %d voxels can't be mirrored by %d for windows of %d: the padding must be"
              + " shorter than the axis, and both no shorter than the window",
          length, padding, window);
    }
    return of(length, window, padding, padding, stride, true);
  }

  /** The voxel of the volume at a place of the padded axis, or {@link #ZERO}. */
  int source(int place) {
    int voxel = place - before;
    if (voxel >= 0 && voxel < length) {
      return voxel;
    } else if (!mirrored) {
      return ZERO;
    }
    return voxel < 0 ? -voxel : 2 * (length - 1) - voxel;
  }

  /** Whether a window covers any of some voxels of the volume. */
  boolean covers(int start, int from, int count) {
    return start < before + from + count && start + window > before + from;
  }
}
