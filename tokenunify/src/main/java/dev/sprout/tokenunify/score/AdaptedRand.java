package dev.sprout.tokenunify.score;

/**
 * Adapted Rand error of a segmentation: one minus the harmonic mean of precision and recall over
 * pairs of voxels (Arganda-Carreras et al. 2015). Lower is better.
 *
 * @param error from 0 to 1
 * @param precision the share of pairs joined by the segmentation that belong together. scikit-image
 *     calls it recall
 * @param recall the share of pairs that belong together which the segmentation joins. scikit-image
 *     calls it precision
 */
public record AdaptedRand(double error, double precision, double recall) {

  /**
   * The error over unordered pairs of two different voxels, as scikit-image counts them; no error
   * where no two voxels belong or are put together.
   */
  public static AdaptedRand of(PairCounts counts) {
    double voxels = counts.voxels();
    return of(
        counts.sum((pair, truth, segment) -> (double) pair * pair) - voxels,
        counts.sum((pair, truth, segment) -> (double) pair * segment) - voxels,
        counts.sum((pair, truth, segment) -> (double) pair * truth) - voxels);
  }

  /**
   * The error as the CREMI challenge computes it: a voxel is a pair with itself, true label 0 is
   * ignored, and voxels of segment 0 count as segments of their own, with a weight of one over all
   * voxels.
   *
   * @param counts of all voxels, background included
   */
  public static AdaptedRand cremi(PairCounts counts) {
    PairCounts foreground = counts.foreground();
    PairCounts segmented = new PairCounts();
    foreground.forEach(
        (truth, segment, count) -> {
          if (segment != 0) {
            segmented.add(truth, segment, count);
          }
        });
    double single = (double) (foreground.voxels() - segmented.voxels()) / counts.voxels();
    return of(
        segmented.sum((pair, truth, segment) -> (double) pair * pair) + single,
        segmented.sum((pair, truth, segment) -> (double) pair * segment) + single,
        foreground.sum((pair, truth, segment) -> (double) pair * truth));
  }

  /** Numbers of pairs: joined in both, in the segmentation, in the truth. */
  private static AdaptedRand of(double both, double segmentation, double truth) {
    double precision = segmentation > 0 ? both / segmentation : 1;
    double recall = truth > 0 ? both / truth : 1;
    double error =
        both > 0 ? 1 - 2 * both / (segmentation + truth) : segmentation + truth > 0 ? 1 : 0;
    return new AdaptedRand(error, precision, recall);
  }
}
