package dev.sprout.evaluation;

import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.core.Version;
import dev.sprout.evaluation.metrics.BootstrapInterval;
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
import java.util.Arrays;
import java.util.List;
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
  private FidInfinity fdInfinity;

  private GenerationEvaluation(FeatureSet real, FeatureSet fake, GenerationOptions options) {
    this.real = real;
    this.fake = fake;
    this.options = options;
    this.protocol = common(real, fake);
    if (protocol != null && protocol.isOtherInception()) {
      notes.add(
          "Inception's weights are another file than the published one, whose SHA-256 begins with"
              + " 6726825d; FID and KID are the known ones only if the tensors are the same.");
    }
    options.metrics().forEach(this::require);
    for (FeatureSet set : List.of(real, fake)) {
      if (options.bootstrap() > 0 && set.features().isEmpty()) {
        throw UserError.unusable(
            "bootstrap", "resamples pictures, but %s holds statistics only", set.name());
      }
    }
    this.metrics =
        options.metrics().isEmpty()
            ? Arrays.stream(Metric.values()).filter(this::isUsual).toList()
            : options.metrics();
  }

  /**
   * Compares two sets.
   *
   * @throws UserError when their features were made differently, or a metric needs more than is
   *     known of a set
   */
  public static GenerationReport of(FeatureSet real, FeatureSet fake, GenerationOptions options) {
    GenerationEvaluation evaluation = new GenerationEvaluation(real, fake, options);
    evaluation.metrics.forEach(evaluation::add);
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

  private FeatureProtocol common(FeatureSet one, FeatureSet other) {
    if (one.protocol().isPresent()
        && other.protocol().isPresent()
        && !one.protocol().equals(other.protocol())) {
      throw UserError.failure(
          "%s and %s can't be compared, as their features were made differently: %s and %s",
          one.name(),
          other.name(),
          one.protocol().orElseThrow().json(),
          other.protocol().orElseThrow().json());
    } else if (one.dimension() != other.dimension()) {
      throw UserError.failure(
          "%s has features of %d dimensions and %s of %d; take both from one network and layer",
          one.name(), one.dimension(), other.name(), other.dimension());
    }
    for (FeatureSet set : List.of(one, other)) {
      if (set.protocol().isEmpty()) {
        notes.add(
            "%s doesn't say how its features were made; the scores hold only if network, layer and"
                    .formatted(set.name())
                + " resize are the same.");
      }
    }
    return one.protocol().or(other::protocol).orElse(null);
  }

  /** Refuses a metric that was asked for and can't be computed. */
  private void require(Metric metric) {
    if (metric.needsRealPictures() && real.features().isEmpty()) {
      throw onlyStatistics(metric, real);
    } else if (metric.needsFakePictures() && fake.features().isEmpty()) {
      throw onlyStatistics(metric, fake);
    } else if (metric == Metric.IS && fake.logits().isEmpty()) {
      throw UserError.unusable("metrics", "has is, but these features come without class scores");
    }
  }

  private static UserError onlyStatistics(Metric metric, FeatureSet set) {
    return UserError.unusable(
        "metrics",
        "has %s, which takes pictures, but %s holds statistics only; fd does with them",
        metric,
        set.name());
  }

  /** Whether a metric is computed without being asked for. */
  private boolean isUsual(Metric metric) {
    long least = Math.min(real.count(), fake.count());
    boolean isPossible =
        (!metric.needsRealPictures() || real.features().isPresent())
            && (!metric.needsFakePictures() || fake.features().isPresent());
    return isPossible
        && switch (metric) {
          case FD, KD -> true;
          case IS -> fake.logits().isPresent() && fake.count() >= InceptionScore.SPLITS;
          case PRECISION_RECALL -> least > PrecisionRecall.NEIGHBOURS;
          case DENSITY_COVERAGE -> least > DensityCoverage.NEIGHBOURS;
          case CMMD, MIND, FD_INFINITY -> false;
        };
  }

  private String name(String general, String known) {
    return protocol == null ? general : protocol.name(general, known);
  }

  private void add(Metric metric) {
    switch (metric) {
      case FD -> addFrechet();
      case KD -> addKernel();
      case IS -> addInceptionScore();
      case PRECISION_RECALL -> {
        PrecisionRecall found = PrecisionRecall.of(realRows(), fakeRows());
        add(metric, "precision", found.precision(), (r, f) -> PrecisionRecall.of(r, f).precision());
        add(metric, "recall", found.recall(), (r, f) -> PrecisionRecall.of(r, f).recall());
      }
      case DENSITY_COVERAGE -> {
        DensityCoverage found = DensityCoverage.of(realRows(), fakeRows());
        add(metric, "density", found.density(), (r, f) -> DensityCoverage.of(r, f).density());
        add(metric, "coverage", found.coverage(), (r, f) -> DensityCoverage.of(r, f).coverage());
      }
      case CMMD -> addCmmd();
      case MIND -> addMind();
      case FD_INFINITY -> addFdInfinity();
    }
  }

  private FeatureMatrix realRows() {
    return real.features().orElseThrow();
  }

  private FeatureMatrix fakeRows() {
    return fake.features().orElseThrow();
  }

  /** Adds a score that is better the higher it is. */
  private void add(
      Metric metric,
      String name,
      double value,
      ToDoubleBiFunction<FeatureMatrix, FeatureMatrix> again) {
    scores.add(bootstrapped(Score.of(metric, name(name, name), value, false), again));
  }

  private Score bootstrapped(Score score, ToDoubleBiFunction<FeatureMatrix, FeatureMatrix> again) {
    if (options.bootstrap() == 0) {
      return score;
    }
    return score.withInterval(
        BootstrapInterval.of(
            realRows(),
            fakeRows(),
            again,
            new BootstrapInterval.Options(options.bootstrap(), LEVEL, options.seed())));
  }

  private void addFrechet() {
    FrechetDistance distance = FrechetDistance.of(real.fit(), fake.fit());
    if (distance.rankDeficient()) {
      notes.add(
          "The features span %d and %d of %d dimensions; with fewer pictures than dimensions the"
                  .formatted(distance.rank(), distance.otherRank(), distance.dimension())
              + " Fréchet distance is larger than more pictures would make it.");
    }
    scores.add(
        bootstrapped(
            Score.of(Metric.FD, name("FD", "FID"), distance.value(), true),
            (r, f) -> FrechetDistance.of(r, f).value()));
  }

  private void addKernel() {
    KernelDistance distance =
        KernelDistance.of(
            realRows(),
            fakeRows(),
            KernelDistance.subsets(
                realRows().rows(),
                fakeRows().rows(),
                options.kernelSubsets(),
                kernelSubset(),
                options.seed()));
    scores.add(
        Score.of(Metric.KD, name("KD", "KID"), distance.mean(), true)
            .withDeviation(distance.deviation()));
  }

  /** Pictures of a subset: as asked for, else 1000, else all of the smaller set. */
  private int kernelSubset() {
    int least = (int) Math.min(real.count(), fake.count());
    if (options.kernelSubset() > least) {
      throw UserError.invalid(
          "kdSubset",
          options.kernelSubset(),
          "a whole number from 2 to %d, the pictures of the smaller set".formatted(least));
    }
    return options.kernelSubset() == 0 ? Math.min(KERNEL_SUBSET, least) : options.kernelSubset();
  }

  private void addInceptionScore() {
    FeatureMatrix logits = fake.logits().orElseThrow();
    int[] order = new RandomStream(options.seed()).permutation(logits.rows());
    InceptionScore score = InceptionScore.of(logits, InceptionScore.SPLITS, order);
    scores.add(
        Score.of(Metric.IS, name("IS", "IS"), score.mean(), false)
            .withDeviation(score.deviation()));
  }

  private void addCmmd() {
    scores.add(
        bootstrapped(
            Score.of(
                Metric.CMMD,
                name("CMMD", "CMMD-Inception"),
                Cmmd.of(unit(realRows()), unit(fakeRows())).biased(),
                true),
            (r, f) -> Cmmd.of(unit(r), unit(f)).biased()));
  }

  /** Rows of length 1, as the authors' program makes them. */
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

  private void addMind() {
    FeatureMatrix directions = Mind.directions(DIRECTIONS, real.dimension(), options.seed());
    scores.add(
        bootstrapped(
            Score.of(
                Metric.MIND,
                name("MIND", "MIND"),
                Mind.of(realRows(), fakeRows(), directions).value(),
                true),
            (r, f) -> Mind.of(r, f, directions).value()));
  }

  private void addFdInfinity() {
    int rows = fakeRows().rows();
    int smallest = Math.min(FD_INFINITY_SMALLEST, Math.max(2, rows / 2));
    fdInfinity =
        FidInfinity.of(
            real.fit(),
            fakeRows(),
            FidInfinity.subsets(rows, smallest, FD_INFINITY_POINTS, options.seed()));
    scores.add(Score.of(Metric.FD_INFINITY, name("FD∞", "FID∞"), fdInfinity.value(), true));
  }

  private GenerationReport.Protocol reportProtocol() {
    boolean kernel = metrics.contains(Metric.KD);
    boolean resampled = options.bootstrap() > 0;
    return new GenerationReport.Protocol(
        protocol,
        real.count() == 0 ? null : real.count(),
        fake.count() == 0 ? null : fake.count(),
        metrics.stream().map(Metric::toString).toList(),
        options.seed(),
        kernel ? kernelSubset() : null,
        kernel ? options.kernelSubsets() : null,
        metrics.contains(Metric.IS) ? InceptionScore.SPLITS : null,
        metrics.contains(Metric.PRECISION_RECALL) ? PrecisionRecall.NEIGHBOURS : null,
        metrics.contains(Metric.DENSITY_COVERAGE) ? DensityCoverage.NEIGHBOURS : null,
        metrics.contains(Metric.MIND) ? DIRECTIONS : null,
        fdInfinity == null ? null : fdInfinity.sizes(),
        resampled ? options.bootstrap() : null,
        resampled ? LEVEL : null,
        Version.current());
  }
}
