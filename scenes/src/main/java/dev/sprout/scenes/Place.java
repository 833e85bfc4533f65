package dev.sprout.scenes;

import java.util.List;

/** Named place of a thing in a scene. */
public enum Place {
  TOP_LEFT(-1, -1, "top left corner, upper left corner, top-left corner"),
  TOP_RIGHT(1, -1, "top right corner, upper right corner, top-right corner"),
  BOTTOM_LEFT(-1, 1, "bottom left corner, lower left corner, bottom-left corner"),
  BOTTOM_RIGHT(1, 1, "bottom right corner, lower right corner, bottom-right corner"),
  MIDDLE(0, 0, "middle, centre, center");

  private final int right;
  private final int down;
  private final String words;

  Place(int right, int down, String words) {
    this.right = right;
    this.down = down;
    this.words = words;
  }

  /** −1 at the left edge, 0 in the middle, 1 at the right edge. */
  int right() {
    return right;
  }

  /** −1 at the upper edge, 0 in the middle, 1 at the lower edge. */
  int down() {
    return down;
  }

  /** Words for the place, without an article. */
  public List<String> words() {
    return List.of(words.split(", ", -1));
  }

  /** The place whose centre is nearest to a point of the unit square. */
  public static Place nearest(double x, double y) {
    Place nearest = MIDDLE;
    double least = Double.POSITIVE_INFINITY;
    for (Place place : values()) {
      double dx = x - (0.5 + 0.3 * place.right);
      double dy = y - (0.5 + 0.3 * place.down);
      double distance = dx * dx + dy * dy;
      if (distance < least) {
        least = distance;
        nearest = place;
      }
    }
    return nearest;
  }
}
