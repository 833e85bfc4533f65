package dev.sprout.pictures.webp;

/** The inverse transforms of coefficients (RFC 6386, section 14). */
final class Transform {
  private Transform() {}

  /**
   * Inverts the Walsh-Hadamard transform of the 16 luma means at {@code from}; each becomes the
   * first coefficient of its block.
   */
  static void spreadMeans(short[] values, int from) {
    int[] rows = new int[16];
    for (int i = 0; i < 4; i++) {
      int a = values[from + i] + values[from + 12 + i];
      int b = values[from + 4 + i] + values[from + 8 + i];
      int c = values[from + 4 + i] - values[from + 8 + i];
      int d = values[from + i] - values[from + 12 + i];
      rows[i] = a + b;
      rows[4 + i] = d + c;
      rows[8 + i] = a - b;
      rows[12 + i] = d - c;
    }
    for (int i = 0; i < 16; i += 4) {
      int rounded = rows[i] + 3;
      int a = rounded + rows[i + 3];
      int b = rows[i + 1] + rows[i + 2];
      int c = rows[i + 1] - rows[i + 2];
      int d = rounded - rows[i + 3];
      values[16 * i] = (short) ((a + b) >> 3);
      values[16 * i + 16] = (short) ((d + c) >> 3);
      values[16 * i + 32] = (short) ((a - b) >> 3);
      values[16 * i + 48] = (short) ((d - c) >> 3);
    }
  }

  /** Adds the inverse cosine transform of a block's coefficients to the 4×4 samples at a place. */
  static void addResidue(short[] values, int from, Plane plane, int at) {
    if (isZero(values, from)) {
      return;
    }
    int[] columns = new int[16]; // column by column
    for (int i = 0; i < 4; i++) {
      int a = values[from + i] + values[from + 8 + i];
      int b = values[from + i] - values[from + 8 + i];
      int c = sine(values[from + 4 + i]) - cosine(values[from + 12 + i]);
      int d = cosine(values[from + 4 + i]) + sine(values[from + 12 + i]);
      columns[4 * i] = a + d;
      columns[4 * i + 1] = b + c;
      columns[4 * i + 2] = b - c;
      columns[4 * i + 3] = a - d;
    }
    for (int y = 0, row = at; y < 4; y++, row += plane.stride) {
      int a = columns[y] + 4 + columns[8 + y];
      int b = columns[y] + 4 - columns[8 + y];
      int c = sine(columns[4 + y]) - cosine(columns[12 + y]);
      int d = cosine(columns[4 + y]) + sine(columns[12 + y]);
      plane.add(row, (a + d) >> 3);
      plane.add(row + 1, (b + c) >> 3);
      plane.add(row + 2, (b - c) >> 3);
      plane.add(row + 3, (a - d) >> 3);
    }
  }

  private static boolean isZero(short[] values, int from) {
    for (int i = from; i < from + 16; i++) {
      if (values[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Times √2·cos(π/8), in 16 bits of fraction. */
  private static int cosine(int value) {
    return value + ((value * 20091) >> 16);
  }

  /** Times √2·sin(π/8), in 16 bits of fraction. */
  private static int sine(int value) {
    return (value * 35468) >> 16;
  }
}
