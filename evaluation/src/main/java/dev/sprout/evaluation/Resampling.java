package dev.sprout.evaluation;

import dev.sprout.core.RandomStream;
import dev.sprout.evaluation.metrics.BootstrapInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Scores of resampled sets, which give the intervals of a report. For one thread. */
final class Resampling {
  private final FeatureSet real;
  private final FeatureSet fake;
  private final List<Repeated> measures = new ArrayList<>();

  Resampling(FeatureSet real, FeatureSet fake) {
    this.real = real;
    this.fake = fake;
  }

  /** Scores of two sets, which may be resampled ones. */
  interface Measure {
    double[] of(FeatureSet real, FeatureSet fake);
  }

  /** Values that a score can have. */
  record Range(double least, double most) {
    static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    static final Range NOT_NEGATIVE = new Range(0, Double.POSITIVE_INFINITY);
    static final Range SHARE = new Range(0, 1);
  }

  /** A measure with the place of its first score in the report. */
  private record Repeated(Measure measure, int place, List<Range> ranges) {}

  /** Takes a measure whose scores stand in the report from {@code place} on. */
  void add(Measure measure, int place, List<Range> ranges) {
    measures.add(new Repeated(measure, place, ranges));
  }

  /**
   * Adds intervals to the scores of the measures.
   *
   * @param done told the number of finished resamples after each
   */
  void complete(List<Score> scores, int resamples, double level, long seed, IntConsumer done) {
    double[][] found = new double[scores.size()][resamples]; // rows of other scores stay unused
    for (int i = 0; i < resamples; i++) {
      RandomStream random = new RandomStream(seed, i);
      FeatureSet someReal = resampled(real, random);
      FeatureSet someFake = resampled(fake, random);
      for (Repeated each : measures) {
        double[] values = each.measure().of(someReal, someFake);
        for (int j = 0; j < values.length; j++) {
          found[each.place() + j][i] = values[j];
        }
      }
      done.accept(i + 1);
    }
    for (Repeated each : measures) {
      for (int j = 0; j < each.ranges().size(); j++) {
        int place = each.place() + j;
        Score score = scores.get(place);
        Range range = each.ranges().get(j);
        scores.set(
            place,
            score.withInterval(
                BootstrapInterval.around(score.value(), found[place], level)
                    .within(range.least(), range.most())));
      }
    }
  }

  private static FeatureSet resampled(FeatureSet set, RandomStream random) {
    int[] rows = new int[(int) set.count()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.nextInt(rows.length);
    }
    return set.selected(rows);
  }
}
