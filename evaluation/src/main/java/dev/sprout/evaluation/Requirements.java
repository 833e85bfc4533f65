package dev.sprout.evaluation;

import dev.sprout.core.UserError;
import dev.sprout.evaluation.metrics.DensityCoverage;
import dev.sprout.evaluation.metrics.PrecisionRecall;
import java.util.Arrays;
import java.util.List;

/**
 * What scores need of two sets, so that they can be refused before any feature is computed.
 *
 * @param options what is asked for
 * @param real outline of the real set
 * @param fake outline of the generated set
 */
public record Requirements(GenerationOptions options, SetOutline real, SetOutline fake) {
  private static final int LEAST = 2;

  /**
   * Checks what was asked for.
   *
   * @throws UserError when the features are made differently, or a set is too small or lacks what a
   *     score needs
   */
  public void check() {
    checkFeatures();
    for (SetOutline set : List.of(real, fake)) {
      if (set.hasPictures() && set.count() < LEAST) {
        throw UserError.failure("%s holds one picture; a distance takes at least two", set.name());
      } else if (options.bootstrap() > 0 && !set.hasPictures()) {
        throw UserError.unusable(
            "bootstrap", "resamples pictures, but %s holds statistics only", set.name());
      }
    }
    options.metrics().forEach(this::check);
    if (has(Metric.KD)) {
      checkSubset();
    }
    if (options.metrics().contains(Metric.IS) && options.splits().count() > fake.count()) {
      throw UserError.invalid(
          "isSplits",
          options.splits().count(),
          "a whole number from 1 to %d, the generated pictures".formatted(fake.count()));
    }
  }

  private void checkFeatures() {
    if (real.protocol() != null
        && fake.protocol() != null
        && !real.protocol().equals(fake.protocol())) {
      throw UserError.failure(
          "%s and %s can't be compared, as their features were made differently: %s and %s",
          real.name(), fake.name(), real.protocol().json(), fake.protocol().json());
    } else if (real.dimension() != fake.dimension()) {
      throw UserError.failure(
          "%s has features of %d dimensions and %s of %d; take both from one network and layer",
          real.name(), real.dimension(), fake.name(), fake.dimension());
    }
  }

  private void check(Metric metric) {
    if (metric.needsRealPictures() && !real.hasPictures()) {
      throw onlyStatistics(metric, real);
    } else if (metric.needsFakePictures() && !fake.hasPictures()) {
      throw onlyStatistics(metric, fake);
    } else if (metric == Metric.IS && !fake.hasLogits()) {
      throw UserError.unusable("metrics", "has is, but these features come without class scores");
    } else if (metric == Metric.KD && options.bootstrap() > 0 && !options.kernel().areWholeSets()) {
      throw UserError.unusable(
          "bootstrap",
          "has no interval for kd over random subsets, as resampled pictures don't show how much"
              + " their choice matters; add --kd-subset all, or leave kd out");
    }
    for (SetOutline set : List.of(real, fake)) {
      if (set.hasPictures() && set.count() < least(metric)) {
        throw UserError.unusable(
            "metrics",
            "has %s, which takes at least %d pictures in each set; %s holds %d",
            metric,
            least(metric),
            set.name(),
            set.count());
      }
    }
  }

  private static UserError onlyStatistics(Metric metric, SetOutline set) {
    return UserError.unusable(
        "metrics",
        "has %s, which takes pictures, but %s holds statistics only; fd does with them",
        metric,
        set.name());
  }

  private void checkSubset() {
    long least = Math.min(real.count(), fake.count());
    int size = options.kernel().size();
    if (size > least) {
      throw UserError.invalid(
          "kdSubset",
          size,
          "a whole number from 2 to %d, the pictures of the smaller set, or all".formatted(least));
    }
  }

  /** Pictures that a score takes: more than the neighbours, or two sizes for a line. */
  private static int least(Metric metric) {
    return switch (metric) {
      case PRECISION_RECALL -> PrecisionRecall.NEIGHBOURS + 1;
      case DENSITY_COVERAGE -> DensityCoverage.NEIGHBOURS + 1;
      case FD_INFINITY -> LEAST + 1;
      default -> LEAST;
    };
  }

  /** The scores to compute: those asked for, else the usual ones that sets and network allow. */
  List<Metric> metrics() {
    return options.metrics().isEmpty()
        ? Arrays.stream(Metric.values()).filter(this::isUsual).toList()
        : options.metrics();
  }

  private boolean has(Metric metric) {
    return metrics().contains(metric);
  }

  private boolean isUsual(Metric metric) {
    boolean isPossible =
        (!metric.needsRealPictures() || real.hasPictures())
            && (!metric.needsFakePictures() || fake.hasPictures());
    return isPossible
        && switch (metric) {
          case FD, KD -> true;
          case IS -> fake.hasLogits() && fake.count() >= options.splits().count();
          case PRECISION_RECALL, DENSITY_COVERAGE ->
              Math.min(real.count(), fake.count()) >= least(metric);
          case CMMD, MIND, FD_INFINITY -> false;
        };
  }
}
