package dev.sprout.tokenunify.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.sprout.core.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedRunLengthTest {
  /** A straight line of nodes, 10 nm apart. */
  private static Skeleton line(int nodes) {
    double[][] positions = new double[nodes][];
    int[][] edges = new int[nodes - 1][];
    for (int i = 0; i < nodes; i++) {
      positions[i] = new double[] {0, 6 * i, 8 * i};
      if (i > 0) {
        edges[i - 1] = new int[] {i - 1, i};
      }
    }
    return new Skeleton(positions, edges);
  }

  @Test
  void splitsShortenRuns() {
    Skeleton line = line(11); // 100 nm
    ExpectedRunLength whole =
        ExpectedRunLength.of(List.of(line), List.of(new long[] {7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7}));
    assertThat(whole).isEqualTo(new ExpectedRunLength(100, 100));
    ExpectedRunLength halves = // the edge between the halves is wrong, background is no run
        ExpectedRunLength.of(List.of(line), List.of(new long[] {7, 7, 7, 7, 7, 9, 9, 9, 9, 9, 0}));
    assertThat(halves.length()).isCloseTo((40 * 40 + 40 * 40) / 100.0, within(1e-12));
  }

  @Test
  void mergersHaveNoRuns() {
    List<Skeleton> lines = List.of(line(4), line(3)); // 30 and 20 nm
    ExpectedRunLength merged =
        ExpectedRunLength.of(lines, List.of(new long[] {5, 5, 5, 5}, new long[] {6, 6, 5}));
    assertThat(merged.length()).isCloseTo(10 * 10 / 50.0, within(1e-12));
    assertThat(merged.longest()).isCloseTo((900 + 400) / 50.0, within(1e-12));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> ExpectedRunLength.of(List.of(line(3)), List.of(new long[2])))
        .withMessageContaining("3 nodes and 2 segments");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new Skeleton(new double[2][3], new int[][] {{0, 2}}))
        .withMessageContaining("[0, 2]; accepted are two of 0 to 1");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> ExpectedRunLength.of(List.of(line(1)), List.of(new long[1])))
        .withMessageContaining("no length");
  }
}
