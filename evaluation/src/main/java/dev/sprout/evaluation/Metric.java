package dev.sprout.evaluation;

import dev.sprout.core.UserError;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Scores of a generated set against a real one. */
public enum Metric {
  /** Fréchet distance, which statistics suffice for. */
  FD(false, false),
  /** Kernel distance over random subsets. */
  KD(true, true),
  /** Inception Score, of the generated set alone. */
  IS(false, true),
  /** Improved precision and recall. */
  PRECISION_RECALL(true, true),
  /** Density and coverage. */
  DENSITY_COVERAGE(true, true),
  /** Maximum mean discrepancy of rows of length 1. */
  CMMD(true, true),
  /** Monge Inception Distance. */
  MIND(true, true),
  /** Fréchet distance extrapolated to infinitely many pictures. */
  FD_INFINITY(false, true);

  private final boolean needsRealPictures;
  private final boolean needsFakePictures;

  Metric(boolean needsRealPictures, boolean needsFakePictures) {
    this.needsRealPictures = needsRealPictures;
    this.needsFakePictures = needsFakePictures;
  }

  /** Whether statistics of the real set don't suffice. */
  boolean needsRealPictures() {
    return needsRealPictures;
  }

  /** Whether statistics of the generated set don't suffice. */
  boolean needsFakePictures() {
    return needsFakePictures;
  }

  /**
   * The metric of a name.
   *
   * @throws UserError naming all, when there is none
   */
  public static Metric parse(String name) {
    return Arrays.stream(values())
        .filter(metric -> metric.toString().equals(name.strip().toLowerCase(Locale.ROOT)))
        .findAny()
        .orElseThrow(
            () ->
                UserError.invalid(
                    "metrics",
                    name,
                    Arrays.stream(values())
                        .map(Metric::toString)
                        .collect(Collectors.joining(", "))));
  }

  /** The name in options: lower case, with hyphens. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
