package dev.sprout.scenes;

import java.util.List;

/** What a picture shows besides the things found: connected parts that differ from the ground. */
final class Leftovers {
  /** Squared difference, over three channels, from which a pixel belongs to a thing. */
  private static final double CLEAR = 3 * 28 * 28;

  /** Pixels of the smallest part that counts, of 32×32: a third of the smallest thing's area. */
  private static final int SMALLEST = 20;

  private final int side;
  private final boolean[] drawn;

  /**
   * Marks what isn't explained by finds.
   *
   * @param scale side of the picture that the finds are in
   */
  Leftovers(Difference picture, List<ThingFinder.Find> finds, int scale) {
    this.side = picture.side();
    this.drawn = new boolean[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        drawn[y * side + x] = picture.energy(x, y) > CLEAR && !isExplained(x, y, finds, scale);
      }
    }
  }

  /** Whether a pixel is in a find or a pixel beside it. */
  private boolean isExplained(int x, int y, List<ThingFinder.Find> finds, int scale) {
    int step = scale / side;
    return finds.stream()
        .anyMatch(
            find ->
                (x + 2) * step > find.left()
                    && (x - 1) * step < find.left() + find.size()
                    && (y + 2) * step > find.top()
                    && (y - 1) * step < find.top() + find.size());
  }

  /** Number of connected parts that are large enough to be things. */
  int count() {
    int parts = 0;
    for (int i = 0; i < drawn.length; i++) {
      parts += erased(i) >= SMALLEST ? 1 : 0;
    }
    return parts;
  }

  /** Erases the part of a pixel; gives its size. */
  private int erased(int start) {
    if (!drawn[start]) {
      return 0;
    }
    int[] stack = new int[drawn.length];
    int depth = 0;
    int size = 0;
    drawn[start] = false;
    stack[depth++] = start;
    while (depth > 0) {
      int pixel = stack[--depth];
      size++;
      for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          int x = pixel % side + dx;
          int y = pixel / side + dy;
          if (x >= 0 && y >= 0 && x < side && y < side && drawn[y * side + x]) {
            drawn[y * side + x] = false;
            stack[depth++] = y * side + x;
          }
        }
      }
    }
    return size;
  }
}
