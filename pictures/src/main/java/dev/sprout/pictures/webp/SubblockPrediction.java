package dev.sprout.pictures.webp;

/**
 * Predicts luma subblocks of 4×4 from their edge (RFC 6386, section 12.3). The edge are 13 samples:
 * four to the left from the bottom up, the corner, eight above from left to right.
 */
final class SubblockPrediction {
  private static final int MEAN = 0;
  private static final int GRADIENT = 1;
  private static final int EDGE = 13;
  private static final int CORNER = 4;

  /**
   * The samples of each directional mode, row by row: 2·i is the edge smoothed around sample i, 2·i
   * + 1 the mean of samples i and i + 1. The edge goes on with its outermost samples.
   */
  private static final int[][] DIRECTIONS = {
    {}, // mean
    {}, // gradient
    {10, 12, 14, 16, 10, 12, 14, 16, 10, 12, 14, 16, 10, 12, 14, 16}, // vertical
    {6, 6, 6, 6, 4, 4, 4, 4, 2, 2, 2, 2, 0, 0, 0, 0}, // horizontal
    {8, 10, 12, 14, 6, 8, 10, 12, 4, 6, 8, 10, 2, 4, 6, 8}, // down right
    {9, 11, 13, 15, 8, 10, 12, 14, 6, 9, 11, 13, 4, 8, 10, 12}, // vertical right
    {12, 14, 16, 18, 14, 16, 18, 20, 16, 18, 20, 22, 18, 20, 22, 24}, // down left
    {11, 13, 15, 17, 12, 14, 16, 18, 13, 15, 17, 20, 14, 16, 18, 22}, // vertical left
    {7, 8, 10, 12, 5, 6, 7, 8, 3, 4, 5, 6, 1, 2, 3, 4}, // horizontal down
    {5, 4, 3, 2, 3, 2, 1, 0, 1, 0, -2, -2, -2, -2, -2, -2} // horizontal up
  };

  private final int[] edge = new int[EDGE];

  /**
   * Fills the subblock at a sample.
   *
   * @param rightAbove index of the four samples above and to the right
   */
  void predict(Plane plane, int at, int rightAbove, int mode) {
    if (mode == GRADIENT) {
      BlockPrediction.gradient(plane, at, 4);
      return;
    }
    readEdge(plane, at, rightAbove);
    int mean = mean();
    for (int y = 0, i = 0; y < 4; y++) {
      for (int x = 0; x < 4; x++, i++) {
        int value = mode == MEAN ? mean : direction(DIRECTIONS[mode][i]);
        plane.samples[at + y * plane.stride + x] = (byte) value;
      }
    }
  }

  private void readEdge(Plane plane, int at, int rightAbove) {
    for (int i = 0; i < 4; i++) {
      edge[i] = plane.get(at + (3 - i) * plane.stride - 1);
      edge[CORNER + 1 + i] = plane.get(at - plane.stride + i);
      edge[CORNER + 5 + i] = plane.get(rightAbove + i);
    }
    edge[CORNER] = plane.get(at - plane.stride - 1);
  }

  private int mean() {
    int sum = 4;
    for (int i = 0; i < 4; i++) {
      sum += edge[i] + edge[CORNER + 1 + i];
    }
    return sum >> 3;
  }

  private int direction(int code) {
    int i = code >> 1;
    return (code & 1) == 1
        ? (edge[i] + edge[i + 1] + 1) >> 1
        : (sample(i - 1) + 2 * sample(i) + sample(i + 1) + 2) >> 2;
  }

  private int sample(int i) {
    return edge[Math.max(0, Math.min(EDGE - 1, i))];
  }
}
