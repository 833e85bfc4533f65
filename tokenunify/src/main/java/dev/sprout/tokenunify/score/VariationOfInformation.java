package dev.sprout.tokenunify.score;

/**
 * Variation of information of a segmentation S against the truth T, in bits, over the counted
 * voxels (Meila 2003). Lower is better.
 *
 * @param split H(S | T): what is unknown of the segment where the true object is known; grows where
 *     objects are cut into pieces
 * @param merge H(T | S): grows where a segment covers several objects
 */
public record VariationOfInformation(double split, double merge) {

  /** The variation over all counted voxels; zero for none. */
  public static VariationOfInformation of(PairCounts counts) {
    double voxels = Math.max(1, counts.voxels());
    return new VariationOfInformation(
        counts.sum((pair, truth, segment) -> pair * log2((double) truth / pair)) / voxels,
        counts.sum((pair, truth, segment) -> pair * log2((double) segment / pair)) / voxels);
  }

  /** Split and merge together. */
  public double total() {
    return split + merge;
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
