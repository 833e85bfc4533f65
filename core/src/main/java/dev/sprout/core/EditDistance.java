package dev.sprout.core;

import java.util.Collection;

/** Similarity of names, for suggestions. */
final class EditDistance {
  private static final int LONGEST = 64;

  private EditDistance() {}

  /** The candidate most similar to a name, or null if none is similar. */
  static String nearest(String name, Collection<String> candidates) {
    if (name.length() > LONGEST) {
      return null;
    }
    String nearest = null;
    int least = Math.max(2, name.length() / 3) + 1;
    for (String candidate : candidates) {
      int distance = between(name, candidate);
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** Insertions, deletions, substitutions and swaps of neighbours (Damerau 1964, restricted). */
  static int between(String a, String b) {
    int[][] costs = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        costs[i][j] = i == 0 || j == 0 ? i + j : cost(a, b, i, j, costs);
      }
    }
    return costs[a.length()][b.length()];
  }

  private static int cost(String a, String b, int i, int j, int[][] costs) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int substituted = costs[i - 1][j - 1] + (same ? 0 : 1);
    int cost = Math.min(substituted, 1 + Math.min(costs[i - 1][j], costs[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(cost, costs[i - 2][j - 2] + 1) : cost;
  }
}
