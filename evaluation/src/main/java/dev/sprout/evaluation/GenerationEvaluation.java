package dev.sprout.evaluation;

import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.core.Version;
import dev.sprout.evaluation.Resampling.Range;
import dev.sprout.evaluation.metrics.Cmmd;
import dev.sprout.evaluation.metrics.DensityCoverage;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.evaluation.metrics.FidInfinity;
import dev.sprout.evaluation.metrics.FrechetDistance;
import dev.sprout.evaluation.metrics.InceptionScore;
import dev.sprout.evaluation.metrics.KernelDistance;
import dev.sprout.evaluation.metrics.Mind;
import dev.sprout.evaluation.metrics.PrecisionRecall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleBiFunction;

/** Scores of a generated set against a real one. For one thread. */
public final class GenerationEvaluation {
  private static final double LEVEL = 0.95;
  private static final int KERNEL_SUBSET = 1000; // Bińkowski et al., section 4
  private static final int FD_INFINITY_POINTS = 15; // Chong and Forsyth, section 4
  private static final int FD_INFINITY_SMALLEST = 5000; // likewise
  private static final int DIRECTIONS = 1024;

  private final FeatureSet real;
  private final FeatureSet fake;
  private final GenerationOptions options;
  private final FeatureProtocol protocol; // null if neither set says it
  private final List<Metric> metrics;
  private final List<String> notes = new ArrayList<>();
  private final List<Score> scores = new ArrayList<>();
  private final Resampling resampling;
  private FidInfinity fdInfinity;

  private GenerationEvaluation(FeatureSet real, FeatureSet fake, GenerationOptions options) {
    this.real = real;
    this.fake = fake;
    this.options = options;
    this.protocol = real.protocol().or(fake::protocol).orElse(null);
    this.resampling = new Resampling(real, fake);
    Requirements requirements = new Requirements(options, SetOutline.of(real), SetOutline.of(fake));
    requirements.check();
    this.metrics = requirements.metrics();
    noteProtocol();
  }

  /**
   * Compares two sets.
   *
   * @param resampled told the number of finished resamples after each
   * @throws UserError when their features were made differently, or a metric needs more than is
   *     known of a set
   */
  public static GenerationReport of(
      FeatureSet real, FeatureSet fake, GenerationOptions options, IntConsumer resampled) {
    GenerationEvaluation evaluation = new GenerationEvaluation(real, fake, options);
    evaluation.metrics.forEach(evaluation::add);
    if (options.bootstrap() > 0) {
      evaluation.resampling.complete(
          evaluation.scores, options.bootstrap(), LEVEL, options.seed(), resampled);
    }
    return GenerationReport.of(
        evaluation.scores, evaluation.notes, evaluation.reportProtocol(), evaluation.fdInfinity);
  }

  /**
   * Whether a metric will be asked for the pictures' class scores.
   *
   * @param metrics metrics of the options
   */
  public static boolean needsLogits(List<Metric> metrics) {
    return metrics.isEmpty() || metrics.contains(Metric.IS);
  }

  private void noteProtocol() {
    for (FeatureSet set : List.of(real, fake)) {
      if (set.protocol().isEmpty()) {
        notes.add(
            "%s doesn't say how its features were made; the scores hold only if network, layer and"
                    .formatted(set.name())
                + " resize are the same.");
      }
    }
    if (protocol != null && protocol.isOtherInception()) {
      notes.add(
          "Inception's weights are another file than the published one, whose SHA-256 begins with"
              + " 6726825d; FID and KID are the known ones only if the tensors are the same.");
    }
  }

  private String name(String general, String known) {
    return protocol == null ? general : protocol.name(general, known);
  }

  private void add(Metric metric) {
    switch (metric) {
      case FD -> addFrechet();
      case KD -> addKernel();
      case IS -> addInceptionScore();
      case PRECISION_RECALL ->
          add(
              List.of(higher(metric, "precision"), higher(metric, "recall")),
              List.of(Range.SHARE, Range.SHARE),
              (r, f) -> {
                PrecisionRecall found = PrecisionRecall.of(rows(r), rows(f));
                return new double[] {found.precision(), found.recall()};
              });
      case DENSITY_COVERAGE ->
          add(
              List.of(higher(metric, "density"), higher(metric, "coverage")),
              List.of(Range.NOT_NEGATIVE, Range.SHARE),
              (r, f) -> {
                DensityCoverage found = DensityCoverage.of(rows(r), rows(f));
                return new double[] {found.density(), found.coverage()};
              });
      case CMMD ->
          add(
              lower(metric, "CMMD", "CMMD-Inception"),
              Range.NOT_NEGATIVE,
              (r, f) -> Cmmd.of(unit(rows(r)), unit(rows(f))).biased());
      case MIND -> {
        FeatureMatrix directions = Mind.directions(DIRECTIONS, real.dimension(), options.seed());
        add(
            lower(metric, "MIND", "MIND"),
            Range.NOT_NEGATIVE,
            (r, f) -> Mind.of(rows(r), rows(f), directions).value());
      }
      case FD_INFINITY -> addFdInfinity();
    }
  }

  private static FeatureMatrix rows(FeatureSet set) {
    return set.features().orElseThrow();
  }

  /** A score that is better the higher it is, not measured yet. */
  private Score higher(Metric metric, String name) {
    return Score.of(metric, name(name, name), Double.NaN, false);
  }

  /** A score that is better the lower it is, not measured yet. */
  private Score lower(Metric metric, String general, String known) {
    return Score.of(metric, name(general, known), Double.NaN, true);
  }

  private void add(Score score, Range range, ToDoubleBiFunction<FeatureSet, FeatureSet> measure) {
    add(List.of(score), List.of(range), (r, f) -> new double[] {measure.applyAsDouble(r, f)});
  }

  /** Measures scores, of the sets and later of their resamples. */
  private void add(List<Score> unmeasured, List<Range> ranges, Resampling.Measure measure) {
    resampling.add(measure, scores.size(), ranges);
    double[] values = measure.of(real, fake);
    for (int i = 0; i < values.length; i++) {
      scores.add(unmeasured.get(i).withValue(values[i]));
    }
  }

  private void addFrechet() {
    add(
        lower(Metric.FD, "FD", "FID"),
        Range.NOT_NEGATIVE,
        (r, f) -> {
          FrechetDistance distance = FrechetDistance.of(r.fit(), f.fit());
          if (r == real && distance.rankDeficient()) {
            notes.add(
                "The features span %d and %d of %d dimensions; with fewer pictures than dimensions"
                        .formatted(distance.rank(), distance.otherRank(), distance.dimension())
                    + " the Fréchet distance is larger than more pictures would make it.");
          }
          return distance.value();
        });
  }

  private void addKernel() {
    Score score = lower(Metric.KD, "KD", "KID");
    if (options.kernel().areWholeSets()) {
      add(score, Range.ANY, (r, f) -> KernelDistance.of(rows(r), rows(f)).mean());
      return;
    }
    List<KernelDistance.Subset> subsets =
        KernelDistance.subsets(
            rows(real).rows(),
            rows(fake).rows(),
            options.kernel().count(),
            kernelSubset(),
            options.seed());
    KernelDistance distance = KernelDistance.of(rows(real), rows(fake), subsets);
    scores.add(score.withValue(distance.mean()).withDeviation(distance.deviation()));
    if (options.bootstrap() > 0) {
      notes.add(
          "%s is a mean over random subsets and has no interval; --kd-subset all gives one."
              .formatted(score.name()));
    }
  }

  /** Pictures of a subset: as asked for, else 1000, else all of the smaller set. */
  private int kernelSubset() {
    int asked = options.kernel().size();
    return asked == 0 ? (int) Math.min(KERNEL_SUBSET, Math.min(real.count(), fake.count())) : asked;
  }

  private void addInceptionScore() {
    Score score = higher(Metric.IS, "IS");
    double classes = fake.logits().orElseThrow().columns();
    add(score, new Range(1, classes), (r, f) -> inceptionScore(f).mean());
    int place = scores.size() - 1;
    scores.set(place, scores.get(place).withDeviation(inceptionScore(fake).deviation()));
  }

  private InceptionScore inceptionScore(FeatureSet set) {
    FeatureMatrix logits = set.logits().orElseThrow();
    int splits = options.splits().count();
    return options.splits().order() == GenerationOptions.Order.GIVEN
        ? InceptionScore.of(logits, splits)
        : InceptionScore.of(
            logits, splits, new RandomStream(options.seed()).permutation(logits.rows()));
  }

  /** Rows of length 1, as the authors' program of CMMD makes them. */
  private static FeatureMatrix unit(FeatureMatrix rows) {
    float[] values = rows.values().clone();
    for (int i = 0; i < rows.rows(); i++) {
      double squares = 0;
      for (int d = 0; d < rows.columns(); d++) {
        squares += (double) rows.get(i, d) * rows.get(i, d);
      }
      if (squares == 0) {
        throw UserError.failure("picture %d has features of 0 only, which CMMD can't normalise", i);
      }
      for (int d = 0; d < rows.columns(); d++) {
        values[i * rows.columns() + d] /= (float) Math.sqrt(squares);
      }
    }
    return new FeatureMatrix(values, rows.columns());
  }

  private void addFdInfinity() {
    int rows = rows(fake).rows();
    int smallest = Math.min(FD_INFINITY_SMALLEST, Math.max(2, rows / 2));
    List<int[]> subsets = FidInfinity.subsets(rows, smallest, FD_INFINITY_POINTS, options.seed());
    add(
        lower(Metric.FD_INFINITY, "FD∞", "FID∞"),
        Range.ANY,
        (r, f) -> {
          FidInfinity found = FidInfinity.of(r.fit(), rows(f), subsets);
          fdInfinity = r == real ? found : fdInfinity;
          return found.value();
        });
  }

  private GenerationReport.Protocol reportProtocol() {
    boolean kernel = metrics.contains(Metric.KD);
    boolean hasSplits = metrics.contains(Metric.IS);
    boolean resampled = options.bootstrap() > 0;
    return new GenerationReport.Protocol(
        protocol,
        real.count() == 0 ? null : real.count(),
        fake.count() == 0 ? null : fake.count(),
        metrics.stream().map(Metric::toString).toList(),
        options.seed(),
        kernel && !options.kernel().areWholeSets() ? kernelSubset() : null,
        kernel ? options.kernel().count() : null,
        hasSplits ? options.splits().count() : null,
        hasSplits ? options.splits().order().toString() : null,
        metrics.contains(Metric.PRECISION_RECALL) ? PrecisionRecall.NEIGHBOURS : null,
        metrics.contains(Metric.DENSITY_COVERAGE) ? DensityCoverage.NEIGHBOURS : null,
        metrics.contains(Metric.MIND) ? DIRECTIONS : null,
        fdInfinity == null ? null : fdInfinity.sizes(),
        resampled ? options.bootstrap() : null,
        resampled ? LEVEL : null,
        Version.current());
  }
}
