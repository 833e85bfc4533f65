package dev.sprout.evaluation.metrics;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;

/**
 * Feature vectors of a set of pictures, one a row.
 *
 * @param values row after row, all finite; not copied
 * @param columns dimensions of a vector, ≥ 1
 */
public record FeatureMatrix(float[] values, int columns) {

  /** Checks that all rows are whole and all values finite. */
  public FeatureMatrix {
    Require.present("values", values);
    Require.positive("columns", columns);
    if (values.length % columns != 0) {
      throw new IllegalArgumentException(
          "%d values in rows of %d".formatted(values.length, columns));
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw UserError.failure(
            "feature %d of picture %d is %s; the pictures or the network are damaged",
            i % columns, i / columns, values[i]);
      }
    }
  }

  /** Number of pictures. */
  public int rows() {
    return values.length / columns;
  }

  /** A value in single precision. */
  public float get(int row, int column) {
    return values[row * columns + column];
  }
}
