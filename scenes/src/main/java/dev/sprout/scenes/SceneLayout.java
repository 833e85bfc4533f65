package dev.sprout.scenes;

import dev.sprout.core.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Random places and sizes of a scene's things. Squares keep a hundredth of the side away from each
 * other and from the edges, so that the number of things can be seen.
 */
final class SceneLayout {
  private static final double GAP = 0.01;
  private static final int TRIES = 100;

  /** Edge that a pair keeps free, so that left and above are never in doubt. */
  private static final double ASIDE = 0.15;

  private final RandomStream random;

  SceneLayout(RandomStream random) {
    this.random = random;
  }

  /**
   * Boxes of a scene's things, in the order that its kind demands.
   *
   * @param count number of things
   * @param places places of the things in {@link SceneKind#PLACES}, else ignored
   */
  List<Box> boxes(SceneKind kind, int count, List<Place> places) {
    return switch (kind) {
      case SINGLE -> List.of(within(0, 0, 1, 1, between(0.6, 0.92)));
      case SIDE_BY_SIDE ->
          List.of(in(0, ASIDE, 0.5, 1 - 2 * ASIDE), in(0.5, ASIDE, 0.5, 1 - 2 * ASIDE));
      case STACKED -> List.of(in(ASIDE, 0, 1 - 2 * ASIDE, 0.5), in(ASIDE, 0.5, 1 - 2 * ASIDE, 0.5));
      case PLACES -> placed(places);
      case NUMBER, GROUP -> arranged(count, kind == SceneKind.NUMBER);
    };
  }

  /** A box of 36 to 46 % anywhere in a part of the picture. */
  private Box in(double x, double y, double width, double height) {
    return within(x, y, width, height, between(0.36, 0.46));
  }

  private Box within(double x, double y, double width, double height, double size) {
    double half = size / 2 + GAP;
    return new Box(between(x + half, x + width - half), between(y + half, y + height - half), size);
  }

  /** Corners and the middle; beside the middle there is less room. */
  private List<Box> placed(List<Place> places) {
    boolean crowded = places.contains(Place.MIDDLE) && places.size() > 1;
    List<Box> boxes = new ArrayList<>();
    for (Place place : places) {
      double size = crowded ? between(0.26, 0.3) : between(0.32, 0.42);
      double reach = 0.5 - size / 2 - between(GAP, crowded ? 0.025 : 0.04);
      double jitter = place == Place.MIDDLE ? between(-0.01, 0.01) : 0;
      boxes.add(
          new Box(0.5 + place.right() * reach + jitter, 0.5 + place.down() * reach + jitter, size));
    }
    return boxes;
  }

  private List<Box> arranged(int count, boolean equal) {
    double kind = random.nextDouble();
    if (kind < 1 / 3.0 && count <= 3) {
      return row(count, equal);
    } else if (kind < 2 / 3.0) {
      return grid(count, equal);
    }
    return scattered(count, equal).orElseGet(() -> grid(count, equal));
  }

  private List<Box> row(int count, boolean equal) {
    double cell = 1.0 / count;
    double largest = cell - 2 * GAP;
    double[] sizes = sizes(count, 0.8 * largest, largest, equal);
    double start = between(0.2, 0.8 - cell);
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boxes.add(within(i * cell, start, cell, cell, sizes[i]));
    }
    return boxes;
  }

  private List<Box> grid(int count, boolean equal) {
    double[] sizes = sizes(count, 0.34, 0.46, equal);
    int[] cells = random.permutation(4);
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int column = cells[i] % 2;
      int row = cells[i] / 2;
      boxes.add(within(column * 0.5, row * 0.5, 0.5, 0.5, sizes[i]));
    }
    return boxes;
  }

  private Optional<List<Box>> scattered(int count, boolean equal) {
    double[] sizes = sizes(count, 0.28, count > 3 ? 0.36 : 0.4, equal);
    List<Box> boxes = new ArrayList<>();
    for (int attempt = 0; attempt < TRIES && boxes.size() < count; attempt++) {
      Box box = within(0, 0, 1, 1, sizes[boxes.size()]);
      if (boxes.stream().allMatch(other -> areApart(box, other))) {
        boxes.add(box);
      }
    }
    return boxes.size() == count ? Optional.of(boxes) : Optional.empty();
  }

  private static boolean areApart(Box a, Box b) {
    double least = (a.size() + b.size()) / 2 + 2 * GAP;
    return Math.max(Math.abs(a.x() - b.x()), Math.abs(a.y() - b.y())) >= least;
  }

  private double[] sizes(int count, double least, double most, boolean equal) {
    double[] sizes = new double[count];
    for (int i = 0; i < count; i++) {
      sizes[i] = equal && i > 0 ? sizes[0] : between(least, most);
    }
    return sizes;
  }

  private double between(double least, double most) {
    return least + (most - least) * random.nextDouble();
  }
}
