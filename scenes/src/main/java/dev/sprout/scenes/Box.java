package dev.sprout.scenes;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;

/**
 * Square part of a picture, in shares of the picture's side.
 *
 * @param x centre from the left, 0..1
 * @param y centre from the top, 0..1
 * @param size side, above 0, up to 1
 */
public record Box(double x, double y, double size) {
  private static final double ROUNDING = 1e-9;

  /** Checks that the square lies within the picture. */
  public Box {
    Require.positiveUpTo("size", size, 1);
    double half = size / 2 - ROUNDING;
    if (!(x >= half && x <= 1 - half && y >= half && y <= 1 - half)) {
      throw UserError.unusable(
          "box", "at (%s, %s) of size %s leaves the picture; move it inwards", x, y, size);
    }
  }

  /** Share of the smaller square that the other covers, 0..1. */
  double overlap(Box other) {
    double half = (size + other.size) / 2;
    double wide = Math.min(half - Math.abs(x - other.x), Math.min(size, other.size));
    double high = Math.min(half - Math.abs(y - other.y), Math.min(size, other.size));
    double smaller = Math.min(size, other.size);
    return wide <= 0 || high <= 0 ? 0 : wide * high / (smaller * smaller);
  }

  /** Side in whole pixels of a picture. */
  int pixels(int side) {
    return Math.max(1, (int) Math.round(size * side));
  }

  /** First column in a picture, such that all are inside. */
  int left(int side) {
    return start(x, side);
  }

  /** First row in a picture, such that all are inside. */
  int top(int side) {
    return start(y, side);
  }

  private int start(double centre, int side) {
    int pixels = pixels(side);
    int start = (int) Math.round(centre * side - pixels / 2.0);
    return Math.max(0, Math.min(side - pixels, start));
  }
}
