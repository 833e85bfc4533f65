package dev.sprout.evaluation.metrics;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Feature vectors of a set of pictures, one a row.
 *
 * @param values row after row, all finite; not copied
 * @param columns dimensions of a vector, ≥ 1
 */
public record FeatureMatrix(float[] values, int columns) implements Serializable {

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

  /** Copies vectors of equal length, at least one. */
  public static FeatureMatrix ofRows(List<float[]> rows) {
    int columns = rows.get(0).length;
    float[] values = new float[Math.multiplyExact(rows.size(), columns)];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, values, i * columns, columns);
    }
    return new FeatureMatrix(values, columns);
  }

  /** Number of pictures. */
  public int rows() {
    return values.length / columns;
  }

  /** A value in single precision. */
  public float get(int row, int column) {
    return values[row * columns + column];
  }

  /**
   * The chosen rows in the given order; a row may be chosen more than once.
   *
   * @throws UserError when there is no such row
   */
  public FeatureMatrix selected(int... chosen) {
    float[] rows = new float[Math.multiplyExact(chosen.length, columns)];
    for (int i = 0; i < chosen.length; i++) {
      Require.between("row", chosen[i], 0, rows() - 1L);
      System.arraycopy(values, chosen[i] * columns, rows, i * columns, columns);
    }
    return new FeatureMatrix(rows, columns);
  }

  /** Rows from {@code first} up to {@code end}, excluded. */
  FeatureMatrix range(int first, int end) {
    return new FeatureMatrix(Arrays.copyOfRange(values, first * columns, end * columns), columns);
  }

  /**
   * Checks that another set can be compared with this one.
   *
   * @throws UserError when the vectors' dimensions differ
   */
  void requireComparable(FeatureMatrix other) {
    if (other.columns != columns) {
      throw UserError.failure(
          "features of %d and of %d dimensions can't be compared; take both from one network and"
              + " layer",
          columns, other.columns);
    }
  }

  /**
   * Checks that there are enough pictures.
   *
   * @throws UserError when there are fewer than {@code least}
   */
  void requireRows(int least, String score) {
    if (rows() < least) {
      throw UserError.failure(
          "%s takes at least %d pictures in each set; one has %d", score, least, rows());
    }
  }

  /** Rows from {@code first} up to {@code end}, excluded, in double precision. */
  Matrix block(int first, int end) {
    double[] block = new double[(end - first) * columns];
    for (int i = 0; i < block.length; i++) {
      block[i] = values[first * columns + i];
    }
    return new Matrix(block, end - first, columns);
  }
}
