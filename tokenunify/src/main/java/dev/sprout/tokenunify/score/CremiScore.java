package dev.sprout.tokenunify.score;

/**
 * The score of the CREMI challenge, true label 0 ignored. Lower is better.
 *
 * @param information variation of information
 * @param rand CREMI's variant of the adapted Rand error
 */
public record CremiScore(VariationOfInformation information, AdaptedRand rand) {

  /**
   * Scores all counted voxels.
   *
   * @param counts of all voxels, background included
   */
  public static CremiScore of(PairCounts counts) {
    return new CremiScore(
        VariationOfInformation.of(counts.foreground()), AdaptedRand.cremi(counts));
  }

  /** The geometric mean of both. */
  public double score() {
    return Math.sqrt(information.total() * rand.error());
  }
}
