package dev.sprout.evaluation.metrics;

import dev.sprout.core.RandomStream;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Kernel distance, called KID with features of the Inception network: the squared maximum mean
 * discrepancy with the kernel k(x, y) = (x·y/D + 1)³, estimated without bias, so that it may be
 * negative (Bińkowski et al., arXiv 1801.01401).
 *
 * @param mean mean over the subsets
 * @param deviation standard deviation over the subsets, without correction; 0 for whole sets
 * @param subsets number of pairs of subsets; 1 for whole sets
 */
public record KernelDistance(double mean, double deviation, int subsets) {

  /** Rows of the two sets that are compared with each other. */
  public record Subset(int[] rows, int[] otherRows) implements Serializable {}

  /**
   * Distance between whole sets.
   *
   * @throws UserError when dimensions differ or a set has fewer than two pictures
   */
  public static KernelDistance of(FeatureMatrix a, FeatureMatrix b) {
    return new KernelDistance(discrepancy(a, b), 0, 1);
  }

  /**
   * Mean distance between subsets.
   *
   * @throws UserError when there is none, dimensions differ or a subset has fewer than two rows
   */
  public static KernelDistance of(FeatureMatrix a, FeatureMatrix b, List<Subset> subsets) {
    Require.positive("subsets", subsets.size());
    return ofEach(
        subsets.stream()
            .mapToDouble(s -> discrepancy(a.selected(s.rows()), b.selected(s.otherRows())))
            .toArray());
  }

  /** Mean distance of subsets whose distances are known, at least one. */
  public static KernelDistance ofEach(double... each) {
    double mean = Arrays.stream(each).average().orElseThrow();
    double variance = Arrays.stream(each).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    return new KernelDistance(mean, Math.sqrt(variance), each.length);
  }

  /**
   * Random subsets, each without repetition.
   *
   * @param rows rows of the first set
   * @param otherRows rows of the second set
   * @param size rows of a subset, from 2; the paper's is 1000
   * @throws UserError when the size is more than a set has, or a number is out of range
   */
  public static List<Subset> subsets(int rows, int otherRows, int count, int size, long seed) {
    Require.positive("subsets", count);
    int most = Math.min(rows, otherRows);
    if (size < 2 || size > most) {
      throw UserError.invalid(
          "subsetSize", size, "a whole number from 2 to " + most + ", the pictures of a set");
    }
    List<Subset> subsets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RandomStream random = new RandomStream(seed, i);
      subsets.add(
          new Subset(
              Arrays.copyOf(random.permutation(rows), size),
              Arrays.copyOf(random.permutation(otherRows), size)));
    }
    return subsets;
  }

  private static double discrepancy(FeatureMatrix a, FeatureMatrix b) {
    a.requireComparable(b);
    a.requireRows(2, "the kernel distance");
    b.requireRows(2, "the kernel distance");
    KernelMeans means = new KernelMeans(a.columns());
    return means.within(a) + means.within(b) - 2 * means.between(a, b);
  }

  /** Means of the cubic kernel over pairs. */
  private record KernelMeans(int dimension) {

    double kernel(double product) {
      double base = product / dimension + 1;
      return base * base * base;
    }

    /** Over all pairs of different rows. */
    double within(FeatureMatrix a) {
      CompensatedSum sum = new CompensatedSum();
      PairBlocks.products(a, a, (i, j, xy) -> sum.add(i == j ? 0 : kernel(xy)));
      return sum.value() / ((double) a.rows() * (a.rows() - 1));
    }

    double between(FeatureMatrix a, FeatureMatrix b) {
      CompensatedSum sum = new CompensatedSum();
      PairBlocks.products(a, b, (i, j, xy) -> sum.add(kernel(xy)));
      return sum.value() / ((double) a.rows() * b.rows());
    }
  }
}
