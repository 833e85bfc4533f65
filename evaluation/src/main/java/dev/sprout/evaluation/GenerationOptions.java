package dev.sprout.evaluation;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is measured, and how. Immutable.
 *
 * @param metrics scores to compute; empty for the usual ones that features and sets allow
 * @param seed seed of subsets, orders, directions and resamples
 * @param bootstrap resamples of the bootstrap, or 0 for no intervals
 * @param kernel subsets of the kernel distance
 * @param splits splits of the Inception Score
 */
public record GenerationOptions(
    List<Metric> metrics, long seed, int bootstrap, KernelSubsets kernel, Splits splits) {
  private static final int MOST_RESAMPLES = 100_000;

  /** Copies the list and checks the ranges. */
  public GenerationOptions {
    metrics = metrics.stream().distinct().toList();
    if (bootstrap != 0) {
      Require.between("bootstrap", bootstrap, 2, MOST_RESAMPLES);
    }
  }

  /**
   * Random subsets whose kernel distances are averaged.
   *
   * @param size pictures of a subset, or 0 for 1000, or all of the smaller set if it has fewer
   * @param count number of subsets, or 0 to compare the whole sets instead
   */
  public record KernelSubsets(int size, int count) {
    /** The paper's: 100 subsets of 1000. */
    public static final KernelSubsets USUAL = new KernelSubsets(0, 100);

    /** No subsets: one distance of all pictures. */
    public static final KernelSubsets WHOLE_SETS = new KernelSubsets(0, 0);

    /** Checks the ranges. */
    public KernelSubsets {
      if (size != 0) {
        Require.atLeast("kdSubset", size, 2);
      }
      Require.atLeast("kdSubsets", count, 0);
    }

    boolean areWholeSets() {
      return count == 0;
    }
  }

  /**
   * Parts of the generated set whose Inception Scores are averaged.
   *
   * @param count number of parts, from 1
   * @param order which pictures a part holds
   */
  public record Splits(int count, Order order) {
    /** The paper's ten, of pictures in random order. */
    public static final Splits USUAL = new Splits(10, Order.RANDOM);

    /** Checks the range. */
    public Splits {
      Require.positive("isSplits", count);
      Require.present("isOrder", order);
    }
  }

  /** Order in which pictures are split. */
  public enum Order {
    /** By the seed. */
    RANDOM,
    /** As the set gives them, a folder by name. */
    GIVEN;

    /**
     * The order of a name.
     *
     * @throws UserError naming both, when there is none
     */
    public static Order parse(String name) {
      return Arrays.stream(values())
          .filter(order -> order.toString().equals(name))
          .findAny()
          .orElseThrow(() -> UserError.invalid("isOrder", name, "random or given"));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
