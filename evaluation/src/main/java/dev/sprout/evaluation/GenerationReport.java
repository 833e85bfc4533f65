package dev.sprout.evaluation;

import dev.sprout.evaluation.metrics.FidInfinity;
import java.util.List;

/**
 * Scores of a generated set with all that they depend on.
 *
 * @param scores scores in the order asked for
 * @param notes what a reader of the scores should know, in sentences
 * @param protocol how they were computed
 * @param protocolHash SHA-256 of the protocol's canonical JSON; equal for comparable figures
 * @param fdInfinity line of FD∞, or null
 */
public record GenerationReport(
    List<Score> scores,
    List<String> notes,
    Protocol protocol,
    String protocolHash,
    FidInfinity fdInfinity) {

  /**
   * What scores depend on besides the pictures. Components that don't apply are null.
   *
   * @param features how the features were made; null if statistics of foreign tools don't say it
   * @param realCount pictures of the real set; null if its statistics don't say it
   * @param fakeCount pictures of the generated set; null if its statistics don't say it
   * @param metrics the scores
   * @param seed seed of all random choices
   * @param kernelSubset pictures of a subset of the kernel distance; null of whole sets
   * @param kernelSubsets number of subsets of the kernel distance; 0 for one of the whole sets
   * @param splits splits of the Inception Score
   * @param splitOrder order of the pictures that are split, random or given
   * @param precisionNeighbours neighbours k of precision and recall
   * @param densityNeighbours neighbours k of density and coverage
   * @param directions directions of the Monge Inception Distance
   * @param fdInfinitySizes pictures of the subsets of FD∞
   * @param bootstrap resamples of the intervals
   * @param level share of the resamples inside an interval
   * @param version version of Sprout
   */
  public record Protocol(
      FeatureProtocol features,
      Long realCount,
      Long fakeCount,
      List<String> metrics,
      long seed,
      Integer kernelSubset,
      Integer kernelSubsets,
      Integer splits,
      String splitOrder,
      Integer precisionNeighbours,
      Integer densityNeighbours,
      Integer directions,
      List<Integer> fdInfinitySizes,
      Integer bootstrap,
      Double level,
      String version) {}

  static GenerationReport of(
      List<Score> scores, List<String> notes, Protocol protocol, FidInfinity fdInfinity) {
    return new GenerationReport(
        List.copyOf(scores),
        List.copyOf(notes),
        protocol,
        CanonicalJson.hash(protocol),
        fdInfinity);
  }
}
