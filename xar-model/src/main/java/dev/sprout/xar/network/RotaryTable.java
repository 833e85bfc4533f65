package dev.sprout.xar.network;

import dev.sprout.xar.entity.EntityLayout;

/**
 * Angles of the two-dimensional rotary embedding: the first half of a head's pairs rotates with the
 * row, the second with the column, at frequencies 10000^(−2j/(d/2)), j &lt; d/4.
 */
final class RotaryTable {
  private static final double BASE = 10000;

  private RotaryTable() {}

  /** Angles [N, d/2] in the order of the sequence, row by row. */
  static double[] angles(EntityLayout layout, int headWidth) {
    int pairs = headWidth / 2;
    int perAxis = headWidth / 4;
    double[] angles = new double[layout.positions() * pairs];
    for (int position = 0; position < layout.positions(); position++) {
      for (int pair = 0; pair < pairs; pair++) {
        double axis = pair < perAxis ? layout.row(position) : layout.column(position);
        double frequency = StrictMath.pow(BASE, -2.0 * (pair % perAxis) / pairs);
        angles[position * pairs + pair] = axis * frequency;
      }
    }
    return angles;
  }
}
