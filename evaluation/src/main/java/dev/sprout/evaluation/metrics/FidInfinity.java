package dev.sprout.evaluation.metrics;

import dev.sprout.core.RandomStream;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * FID∞: the Fréchet distance extrapolated to a set of infinitely many pictures (Chong and Forsyth,
 * arXiv 1911.07023). The distance of N pictures is about linear in 1/N; a line by least squares
 * through several N meets 1/N = 0 at FID∞.
 *
 * @param value FID∞
 * @param slope of the line over 1/N
 * @param sizes numbers N of pictures, ascending
 * @param distances Fréchet distance at each N
 */
public record FidInfinity(double value, double slope, List<Integer> sizes, List<Double> distances) {

  /**
   * Extrapolates over given subsets.
   *
   * @param real the reference, of which all pictures count
   * @param subsets rows of {@code fake}; at least two different numbers of them
   * @throws UserError when dimensions differ, a subset has fewer than two rows, or all have as many
   */
  public static FidInfinity of(GaussianFit real, FeatureMatrix fake, List<int[]> subsets) {
    if (subsets.stream().mapToInt(rows -> rows.length).distinct().count() < 2) {
      throw UserError.failure("FID∞ takes subsets of at least two different sizes");
    }
    List<Integer> sizes = new ArrayList<>();
    List<Double> distances = new ArrayList<>();
    for (int[] rows : subsets) {
      sizes.add(rows.length);
      distances.add(FrechetDistance.of(real, GaussianFit.of(fake.selected(rows))).value());
    }
    return line(sizes, distances);
  }

  /**
   * Random subsets whose sizes are evenly spaced up to all rows.
   *
   * @param rows rows of the generated set
   * @param smallest size of the smallest subset, 2 to below {@code rows}; the paper's is 5000
   * @param count number of subsets, from 2; the paper's is 15
   * @throws UserError when a number is out of range
   */
  public static List<int[]> subsets(int rows, int smallest, int count, long seed) {
    Require.between("smallest", smallest, 2, rows - 1L);
    Require.atLeast("count", count, 2);
    List<int[]> subsets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int size = smallest + (int) ((long) i * (rows - smallest) / (count - 1));
      subsets.add(Arrays.copyOf(new RandomStream(seed, i).permutation(rows), size));
    }
    return subsets;
  }

  private static FidInfinity line(List<Integer> sizes, List<Double> distances) {
    double meanInverse = sizes.stream().mapToDouble(n -> 1.0 / n).average().orElseThrow();
    double meanDistance = distances.stream().mapToDouble(d -> d).average().orElseThrow();
    double products = 0;
    double squares = 0;
    for (int i = 0; i < sizes.size(); i++) {
      double inverse = 1.0 / sizes.get(i) - meanInverse;
      products += inverse * (distances.get(i) - meanDistance);
      squares += inverse * inverse;
    }
    double slope = products / squares;
    return new FidInfinity(
        meanDistance - slope * meanInverse, slope, List.copyOf(sizes), List.copyOf(distances));
  }
}
