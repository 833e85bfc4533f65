package dev.sprout.spark;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.core.Version;
import dev.sprout.evaluation.FeatureProtocol;
import dev.sprout.evaluation.FeatureSet;
import dev.sprout.evaluation.GenerationEvaluation;
import dev.sprout.evaluation.GenerationOptions;
import dev.sprout.evaluation.GenerationReport;
import dev.sprout.evaluation.Metric;
import dev.sprout.evaluation.metrics.KernelDistance;
import dev.sprout.evaluation.metrics.Moments;
import dev.sprout.evaluation.metrics.PrecisionRecall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;

/** Scores of sets whose features are in parts, equal to those of one machine. For one thread. */
final class DistributedScores {
  private static final int USUAL_SUBSET = 1000; // as of one machine

  private final JavaSparkContext context;
  private final FeatureProtocol protocol;
  private final int threads;

  DistributedScores(JavaSparkContext context, FeatureProtocol protocol, int threads) {
    this.context = context;
    this.protocol = protocol;
    this.threads = threads;
  }

  /**
   * What is measured.
   *
   * @param kernelSubset pictures of a subset of kd, or 0 for 1000 or all of the smaller set
   */
  record Options(List<Metric> metrics, long seed, int kernelSubset, int kernelSubsets) {}

  /**
   * A score.
   *
   * @param deviation standard deviation over subsets, or null
   */
  record Score(String name, double value, Double deviation) {}

  /**
   * Scores with what they depend on.
   *
   * @param realCount real pictures that could be read
   * @param fakeCount generated pictures that could be read
   * @param kernelSubset pictures of a subset of kd; null without it
   * @param kernelSubsets subsets of kd; null without it
   */
  record Report(
      List<Score> scores,
      List<String> notes,
      FeatureProtocol features,
      long realCount,
      long fakeCount,
      long seed,
      Integer kernelSubset,
      Integer kernelSubsets,
      String version) {

    /** The same for people. */
    String lines() {
      String each = scores.stream().map(Report::line).collect(Collectors.joining("\n"));
      String counts = "%d real, %d generated pictures".formatted(realCount, fakeCount);
      return each + "\n" + counts + notes.stream().map("\n"::concat).collect(Collectors.joining());
    }

    private static String line(Score score) {
      return String.format(Locale.ROOT, "%s %.6g", score.name(), score.value())
          + (score.deviation() == null
              ? ""
              : String.format(Locale.ROOT, " ± %.3g", score.deviation()));
    }
  }

  /**
   * Compares two sets.
   *
   * @throws UserError when a set has too few pictures for a score, or too many
   */
  Report of(
      String real, FeatureParts realParts, String fake, FeatureParts fakeParts, Options options) {
    List<Score> scores = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Moments first = realParts.moments(context, threads);
    Moments second = fakeParts.moments(context, threads);
    require(real, first.count(), options.metrics());
    require(fake, second.count(), options.metrics());
    if (options.metrics().contains(Metric.FD)) {
      GenerationReport found =
          GenerationEvaluation.of(
              set(real, realParts, first),
              set(fake, fakeParts, second),
              frechet(options.seed()),
              done -> {});
      scores.add(new Score(found.scores().get(0).name(), found.scores().get(0).value(), null));
      notes.addAll(found.notes());
    }
    boolean hasKernel = options.metrics().contains(Metric.KD);
    int subset = subset(options, Math.min(first.count(), second.count()));
    scores.addAll(compared(realParts, fakeParts, options, subset));
    return new Report(
        scores,
        notes,
        protocol,
        first.count(),
        second.count(),
        options.seed(),
        hasKernel ? subset : null,
        hasKernel ? options.kernelSubsets() : null,
        Version.current());
  }

  /** Scores that compare pictures with each other. */
  private List<Score> compared(FeatureParts real, FeatureParts fake, Options options, int subset) {
    boolean hasKernel = options.metrics().contains(Metric.KD);
    boolean hasShares = options.metrics().contains(Metric.PRECISION_RECALL);
    List<Score> scores = new ArrayList<>();
    if (!hasKernel && !hasShares) {
      return scores;
    }
    Comparisons comparisons =
        new Comparisons(context, real.collect(context), fake.collect(context), threads);
    if (hasKernel) {
      KernelDistance kernel = comparisons.kernel(options.kernelSubsets(), subset, options.seed());
      scores.add(new Score(protocol.name("KD", "KID"), kernel.mean(), kernel.deviation()));
    }
    if (hasShares) {
      PrecisionRecall shares = comparisons.precisionRecall();
      scores.add(new Score(protocol.name("precision", "precision"), shares.precision(), null));
      scores.add(new Score(protocol.name("recall", "recall"), shares.recall(), null));
    }
    return scores;
  }

  private static void require(String set, long count, List<Metric> metrics) {
    int least = metrics.contains(Metric.PRECISION_RECALL) ? PrecisionRecall.NEIGHBOURS + 1 : 2;
    if (count < least) {
      throw UserError.failure(
          "%s holds %d pictures that can be read; these scores take at least %d",
          set, count, least);
    }
  }

  private static int subset(Options options, long smaller) {
    return options.kernelSubset() == 0
        ? (int) Math.min(USUAL_SUBSET, smaller)
        : (int) Require.between("kdSubset", options.kernelSubset(), 2, smaller);
  }

  /** With no more pictures than dimensions, one machine takes the vectors themselves. */
  private FeatureSet set(String name, FeatureParts parts, Moments moments) {
    return moments.count() <= parts.dimension()
        ? FeatureSet.of(name, protocol, parts.collect(context), null)
        : FeatureSet.of(name, protocol, moments.statistics());
  }

  private static GenerationOptions frechet(long seed) {
    return new GenerationOptions(
        List.of(Metric.FD),
        seed,
        0,
        GenerationOptions.KernelSubsets.USUAL,
        GenerationOptions.Splits.USUAL);
  }
}
