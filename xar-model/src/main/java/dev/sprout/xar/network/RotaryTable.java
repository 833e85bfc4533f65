package dev.sprout.xar.network;

import dev.sprout.xar.entity.EntityLayout;
import java.util.function.DoubleUnaryOperator;

/**
 * Angles of the two-dimensional rotary embedding: the first half of a head's pairs rotates with the
 * row, the second with the column, at frequencies 10000^(−2j/(d/2)), j &lt; d/4.
 */
final class RotaryTable {
  private static final double BASE = 10000;

  private RotaryTable() {}

  /** A function of the angles, [N, d/2], row by row in the order of the sequence. */
  static float[] of(EntityLayout layout, int headWidth, DoubleUnaryOperator function) {
    int pairs = headWidth / 2;
    int perAxis = headWidth / 4;
    float[] values = new float[layout.positions() * pairs];
    for (int position = 0; position < layout.positions(); position++) {
      for (int pair = 0; pair < pairs; pair++) {
        double axis = pair < perAxis ? layout.row(position) : layout.column(position);
        double frequency = StrictMath.pow(BASE, -2.0 * (pair % perAxis) / pairs);
        values[position * pairs + pair] = (float) function.applyAsDouble(axis * frequency);
      }
    }
    return values;
  }
}
