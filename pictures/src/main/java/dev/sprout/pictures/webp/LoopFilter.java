package dev.sprout.pictures.webp;

/**
 * Smooths the edges of one macroblock (RFC 6386, section 15). At an edge the samples are p3 p2 p1
 * p0 | q0 q1 q2 q3; those further apart are a step apart in memory.
 */
final class LoopFilter {
  private final boolean simple;
  private int edgeLimit; // of the difference across, for edges inside the macroblock
  private int interiorLimit;
  private int variance; // above it an edge is taken for a contour

  LoopFilter(boolean simple) {
    this.simple = simple;
  }

  /** Sets the strength for the next macroblock: its level, from 1, and interior limit. */
  void strength(int level, int interior) {
    interiorLimit = interior;
    edgeLimit = 2 * level + interior;
    variance = level >= 40 ? 2 : level >= 15 ? 1 : 0;
  }

  /**
   * Smooths the left and top edge of a block where it is not at the picture's, and the edges
   * between its subblocks.
   *
   * @param size 16 for luma, 8 for chroma
   * @param inner whether edges between subblocks are smoothed
   */
  void smooth(Plane plane, int x, int y, int size, boolean inner) {
    int at = plane.at(x, y);
    if (x > 0) {
      edge(plane.samples, at, 1, plane.stride, size, true);
    }
    for (int i = 4; inner && i < size; i += 4) {
      edge(plane.samples, at + i, 1, plane.stride, size, false);
    }
    if (y > 0) {
      edge(plane.samples, at, plane.stride, 1, size, true);
    }
    for (int i = 4; inner && i < size; i += 4) {
      edge(plane.samples, at + i * plane.stride, plane.stride, 1, size, false);
    }
  }

  /**
   * Smooths one edge.
   *
   * @param step between samples across the edge
   * @param along between samples along it
   * @param outer whether the edge is one of the macroblock
   */
  private void edge(byte[] s, int at, int step, int along, int size, boolean outer) {
    int limit = 2 * (outer ? edgeLimit + 4 : edgeLimit) + 1;
    for (int i = 0, q0 = at; i < size; i++, q0 += along) {
      if (!isWithin(s, q0, step, limit)) {
        continue;
      }
      if (simple) {
        contour(s, q0, step);
      } else if (isFlat(s, q0, step)) {
        if (isContour(s, q0, step)) {
          contour(s, q0, step);
        } else if (outer) {
          wide(s, q0, step);
        } else {
          narrow(s, q0, step);
        }
      }
    }
  }

  private static boolean isWithin(byte[] s, int q0, int step, int limit) {
    return 4 * distance(s, q0 - step, q0) + distance(s, q0 - 2 * step, q0 + step) <= limit;
  }

  private boolean isFlat(byte[] s, int q0, int step) {
    for (int i = 1; i < 4; i++) {
      if (distance(s, q0 - i * step, q0 - (i + 1) * step) > interiorLimit
          || distance(s, q0 + (i - 1) * step, q0 + i * step) > interiorLimit) {
        return false;
      }
    }
    return true;
  }

  private boolean isContour(byte[] s, int q0, int step) {
    return distance(s, q0 - 2 * step, q0 - step) > variance
        || distance(s, q0 + step, q0) > variance;
  }

  private static int distance(byte[] s, int a, int b) {
    return Math.abs((s[a] & 0xff) - (s[b] & 0xff));
  }

  private static int difference(byte[] s, int a, int b) {
    return (s[a] & 0xff) - (s[b] & 0xff);
  }

  /** Changes p0 and q0. */
  private static void contour(byte[] s, int q0, int step) {
    int p0 = q0 - step;
    int outer = signed(difference(s, p0 - step, q0 + step));
    int a = 3 * difference(s, q0, p0) + outer;
    add(s, p0, signed(a + 3) >> 3);
    add(s, q0, -(signed(a + 4) >> 3));
  }

  /** Changes two samples on each side. */
  private static void narrow(byte[] s, int q0, int step) {
    int p0 = q0 - step;
    int a = 3 * difference(s, q0, p0);
    int b = signed(a + 4) >> 3;
    int half = (b + 1) >> 1;
    add(s, p0 - step, half);
    add(s, p0, signed(a + 3) >> 3);
    add(s, q0, -b);
    add(s, q0 + step, -half);
  }

  /** Changes three samples on each side. */
  private static void wide(byte[] s, int q0, int step) {
    int p0 = q0 - step;
    int outer = signed(difference(s, p0 - step, q0 + step));
    int a = signed(3 * difference(s, q0, p0) + outer);
    for (int i = 0; i < 3; i++) {
      int change = ((27 - 9 * i) * a + 63) >> 7;
      add(s, p0 - i * step, change);
      add(s, q0 + i * step, -change);
    }
  }

  private static int signed(int value) {
    return Math.max(-128, Math.min(127, value));
  }

  private static void add(byte[] s, int at, int change) {
    s[at] = Plane.clip((s[at] & 0xff) + change);
  }
}
