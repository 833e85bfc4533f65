package dev.sprout.scenes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Connected parts of a picture that differ from its ground. Immutable. */
final class Parts {
  /** Squared difference, over three channels, from which a pixel belongs to a thing. */
  private static final double CLEAR = 3 * 28 * 28;

  /** Share of a part that must be in a window for the part to count as the window's own. */
  private static final double OWN = 0.45;

  private static final int UNSEEN = -2;
  private static final int GROUND = -1;

  private final int side;
  private final int[] labels; // [S, S]: number of the part, or GROUND
  private final List<Integer> sizes = new ArrayList<>();

  private Parts(int side, boolean[] drawn) {
    this.side = side;
    this.labels = new int[side * side];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = drawn[i] ? UNSEEN : GROUND;
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == UNSEEN) {
        sizes.add(flood(i, sizes.size()));
      }
    }
  }

  /** All parts of a picture. */
  static Parts of(Difference picture) {
    return without(picture, List.of(), picture.side());
  }

  /**
   * Parts that finds leave unexplained: neither in a find nor a pixel beside it.
   *
   * @param scale side of the picture that the finds are in
   */
  static Parts without(Difference picture, List<ThingFinder.Find> finds, int scale) {
    int side = picture.side();
    int step = scale / side;
    boolean[] drawn = new boolean[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        drawn[y * side + x] = picture.energy(x, y) > CLEAR;
      }
    }
    for (ThingFinder.Find find : finds) {
      int end = find.size() + step - 1;
      for (int y = find.top() / step - 1; y <= (find.top() + end) / step; y++) {
        for (int x = find.left() / step - 1; x <= (find.left() + end) / step; x++) {
          if (x >= 0 && y >= 0 && x < side && y < side) {
            drawn[y * side + x] = false;
          }
        }
      }
    }
    return new Parts(side, drawn);
  }

  /** Number of parts of at least so many pixels. */
  int count(int smallest) {
    return (int) sizes.stream().filter(size -> size >= smallest).count();
  }

  /**
   * Whether what a window shows is mostly of parts that lie mostly inside it, rather than a piece
   * of something larger.
   */
  boolean isWhole(int left, int top, int size) {
    int[] inside = new int[sizes.size()];
    for (int y = top; y < top + size; y++) {
      for (int x = left; x < left + size; x++) {
        int label = labels[y * side + x];
        if (label != GROUND) {
          inside[label]++;
        }
      }
    }
    int own = 0;
    for (int i = 0; i < inside.length; i++) {
      own += inside[i] >= OWN * sizes.get(i) ? inside[i] : 0;
    }
    return 2 * own >= Arrays.stream(inside).sum();
  }

  /** Gives the part of a pixel its label; returns the part's size. */
  private int flood(int start, int label) {
    int[] stack = new int[labels.length];
    int depth = 0;
    int size = 0;
    labels[start] = label;
    stack[depth++] = start;
    while (depth > 0) {
      int pixel = stack[--depth];
      size++;
      for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          int x = pixel % side + dx;
          int y = pixel / side + dy;
          if (x >= 0 && y >= 0 && x < side && y < side && labels[y * side + x] == UNSEEN) {
            labels[y * side + x] = label;
            stack[depth++] = y * side + x;
          }
        }
      }
    }
    return size;
  }
}
