package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.sprout.core.RandomStream;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {

  @Test
  void aSetIsNowhereButAtItself() {
    double[][] rows = rows(1, 50, 5, 1);
    assertThat(FrechetDistance.of(rows, rows)).isCloseTo(0, offset(1e-9));
  }

  /** A shift s costs |s|², a stretch by k costs (k − 1)² of each variance. */
  @Test
  void shiftsAndStretchesCostTheClosedForm() {
    double[][] rows = rows(2, 500, 3, 1);
    double variance = 0;
    double[][] moved = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      moved[i] = new double[] {3 * rows[i][0] + 2, 3 * rows[i][1], 3 * rows[i][2]};
    }
    double means = 0;
    for (int d = 0; d < 3; d++) {
      double mean = 0;
      double squares = 0;
      for (double[] row : rows) {
        mean += row[d] / rows.length;
      }
      for (double[] row : rows) {
        squares += (row[d] - mean) * (row[d] - mean);
      }
      variance += squares / (rows.length - 1);
      double shift = 2 * mean + (d == 0 ? 2 : 0);
      means += shift * shift;
    }
    assertThat(FrechetDistance.of(rows, moved)).isCloseTo(4 * variance + means, offset(1e-6));
  }

  private static double[][] rows(long seed, int count, int width, double deviation) {
    RandomStream random = new RandomStream(seed);
    double[][] rows = new double[count][width];
    for (double[] row : rows) {
      for (int d = 0; d < width; d++) {
        row[d] = deviation * random.nextGaussian();
      }
    }
    return rows;
  }
}
