package dev.sprout.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.evaluation.GenerationOptions.KernelSubsets;
import dev.sprout.evaluation.GenerationOptions.Order;
import dev.sprout.evaluation.GenerationOptions.Splits;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.evaluation.metrics.InceptionScore;
import dev.sprout.evaluation.metrics.KernelDistance;
import dev.sprout.evaluation.metrics.PrecisionRecall;
import dev.sprout.evaluation.metrics.Statistics;
import dev.sprout.evaluation.metrics.StatisticsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationEvaluationTest {
  private static final FeatureProtocol PROTOCOL =
      new FeatureProtocol("efficientnet-lite0", "ab", "1280", "bicubic to 224x224", "fp32");
  private static final FeatureProtocol INCEPTION =
      new FeatureProtocol("inception", "cd", "2048", "tf1", "fp32");

  private static final KernelSubsets TEN_SUBSETS = new KernelSubsets(0, 10);

  @TempDir private Path folder;

  /** Gaussian rows of a mean and a spread. */
  private static FeatureMatrix rows(int count, double mean, double spread, long seed) {
    float[] values = new RandomStream(seed).gaussians(4 * count);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (mean + spread * values[i]);
    }
    return new FeatureMatrix(values, 4);
  }

  private static FeatureSet set(String name, FeatureProtocol protocol, FeatureMatrix rows) {
    return FeatureSet.of(name, protocol, rows, rows);
  }

  private static GenerationOptions options(Metric... metrics) {
    return options(0, TEN_SUBSETS, metrics);
  }

  private static GenerationOptions options(int bootstrap, KernelSubsets kernel, Metric... metrics) {
    return new GenerationOptions(List.of(metrics), 1, bootstrap, kernel, Splits.USUAL);
  }

  private static GenerationReport evaluate(
      FeatureSet real, FeatureSet fake, GenerationOptions options) {
    return GenerationEvaluation.of(real, fake, options, done -> {});
  }

  private static Score score(GenerationReport report, String name) {
    return report.scores().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + report.scores()));
  }

  private Path written(String name, Statistics statistics) {
    Path file = folder.resolve(name);
    new StatisticsFile(statistics, Optional.empty()).write(file);
    return file;
  }

  private FeatureSet statistics(String name, FeatureMatrix rows, FeatureProtocol protocol) {
    Path file = folder.resolve(name);
    new StatisticsFile(
            Statistics.of(rows), Optional.ofNullable(protocol).map(FeatureProtocol::json))
        .write(file);
    return FeatureSet.read(file);
  }

  @Test
  void theUsualScoresHaveTheNamesOfTheirFeatures() {
    FeatureMatrix real = rows(60, 0, 1, 1);
    FeatureMatrix fake = rows(50, 0.5, 0.5, 2);
    GenerationReport report =
        evaluate(set("r", PROTOCOL, real), set("f", PROTOCOL, fake), options());
    assertThat(report.scores())
        .extracting(Score::name)
        .containsExactly(
            "FD-Lite0",
            "KD-Lite0",
            "IS-Lite0",
            "precision-Lite0",
            "recall-Lite0",
            "density-Lite0",
            "coverage-Lite0");
    PrecisionRecall direct = PrecisionRecall.of(real, fake);
    assertThat(direct.precision()).isGreaterThan(direct.recall() + 0.1); // the fake set is narrower
    assertThat(score(report, "precision-Lite0").value()).isEqualTo(direct.precision());
    assertThat(score(report, "recall-Lite0").value()).isEqualTo(direct.recall());
    assertThat(report.protocol().kernelSubset()).isEqualTo(50);
    assertThat(report.protocol().realCount()).isEqualTo(60);
    assertThat(report.protocolHash()).matches("[0-9a-f]{64}");
  }

  @Test
  void onlyInceptionsLastLayerHasTheKnownNames() {
    GenerationReport report =
        evaluate(
            set("r", INCEPTION, rows(20, 0, 1, 1)),
            set("f", INCEPTION, rows(20, 0, 1, 2)),
            options(Metric.FD, Metric.KD, Metric.PRECISION_RECALL, Metric.FD_INFINITY));
    assertThat(report.scores())
        .extracting(Score::name)
        .containsExactly("FID", "KID", "precision", "recall", "FID∞");
    FeatureProtocol earlier = new FeatureProtocol("inception", "cd", "192", "tf1", "fp32");
    assertThat(earlier.name("FD", "FID")).isEqualTo("FD-Inception-192");
  }

  @Test
  void kernelDistanceOfWholeSetsIsTheDirectOne() {
    FeatureMatrix real = rows(30, 0, 1, 1);
    FeatureMatrix fake = rows(30, 1, 1, 2);
    GenerationReport report =
        evaluate(
            set("r", INCEPTION, real),
            set("f", INCEPTION, fake),
            options(0, new KernelSubsets(30, 2), Metric.KD));
    assertThat(score(report, "KID").value())
        .isCloseTo(KernelDistance.of(real, fake).mean(), within(1e-9));
    assertThat(score(report, "KID").deviation()).isCloseTo(0, within(1e-9));
  }

  @Test
  void equalInputsGiveEqualReportsAndOtherSeedsAnotherProtocol() {
    FeatureSet real = set("r", PROTOCOL, rows(40, 0, 1, 1));
    FeatureSet fake = set("f", PROTOCOL, rows(40, 1, 1, 2));
    GenerationReport one = evaluate(real, fake, options());
    assertThat(evaluate(real, fake, options())).isEqualTo(one);
    GenerationReport other =
        evaluate(real, fake, new GenerationOptions(List.of(), 2, 0, TEN_SUBSETS, Splits.USUAL));
    assertThat(other.protocolHash()).isNotEqualTo(one.protocolHash());
  }

  private static List<Score> intervals(FeatureMatrix real, FeatureMatrix fake, Metric... metrics) {
    return evaluate(
            set("r", PROTOCOL, real),
            set("f", PROTOCOL, fake),
            options(40, KernelSubsets.WHOLE_SETS, metrics))
        .scores();
  }

  @Test
  void everyScoreHasAnIntervalAroundIt() {
    FeatureMatrix real = rows(50, 0, 1, 1);
    List<Score> scores = intervals(real, rows(40, 1, 1, 2), Metric.values());
    assertThat(scores).hasSize(10);
    for (Score score : scores) {
      assertThat(score.value())
          .as(score.name())
          .isStrictlyBetween(score.interval().low(), score.interval().high());
      assertThat(score.interval().resamples()).isEqualTo(40);
    }
    assertThat(intervals(real, rows(40, 1, 1, 2), Metric.values())).isEqualTo(scores);
    FeatureMatrix alike = rows(40, 0, 1, 2);
    for (Score share : intervals(real, alike, Metric.PRECISION_RECALL)) {
      assertThat(share.interval().high()).as(share.name()).isLessThanOrEqualTo(1);
    }
  }

  /**
   * Of normal numbers with means 0 and 1, and deviation 1: the Fréchet distance of 100 and 100 is
   * on average 1 + 2/100 + 1/100, and the kernel distance is 1·(4 − 0)² + 3·(2 − 1)² + 3·(1 − 0)²,
   * by the differences of their third, second and first moments.
   */
  @Test
  void intervalsHoldTheTruthInMostCases() {
    int frechet = 0;
    int kernel = 0;
    for (int seed = 0; seed < 40; seed++) {
      List<Score> scores =
          intervals(line(0, 2L * seed), line(1, 2L * seed + 1), Metric.FD, Metric.KD);
      frechet += holds(scores.get(0), 1.03);
      kernel += holds(scores.get(1), 22);
    }
    assertThat(frechet).isGreaterThanOrEqualTo(33);
    assertThat(kernel).isGreaterThanOrEqualTo(33);
  }

  private static FeatureMatrix line(float mean, long seed) {
    float[] values = new RandomStream(seed).gaussians(100);
    for (int i = 0; i < values.length; i++) {
      values[i] += mean;
    }
    return new FeatureMatrix(values, 1);
  }

  private static int holds(Score score, double truth) {
    return score.interval().low() <= truth && truth <= score.interval().high() ? 1 : 0;
  }

  @Test
  void randomSubsetsHaveNoInterval() {
    FeatureSet real = set("r", PROTOCOL, rows(30, 0, 1, 1));
    GenerationReport report =
        evaluate(
            real,
            set("f", PROTOCOL, rows(30, 1, 1, 2)),
            new GenerationOptions(List.of(), 1, 5, TEN_SUBSETS, Splits.USUAL));
    assertThat(score(report, "KD-Lite0").interval()).isNull();
    assertThat(report.notes()).anyMatch(note -> note.contains("KD-Lite0 is a mean over random"));
    assertThat(score(report, "IS-Lite0").interval()).isNotNull();
    assertThatThrownBy(() -> evaluate(real, real, options(5, TEN_SUBSETS, Metric.KD)))
        .hasMessageContaining("bootstrap has no interval for kd over random subsets");
  }

  @Test
  void wholeSetsAndGivenOrderAreTheDirectScores() {
    FeatureMatrix real = rows(30, 0, 1, 1);
    FeatureMatrix fake = rows(25, 1, 1, 2);
    GenerationReport report =
        evaluate(
            set("r", INCEPTION, real),
            set("f", INCEPTION, fake),
            new GenerationOptions(
                List.of(Metric.KD, Metric.IS),
                1,
                0,
                KernelSubsets.WHOLE_SETS,
                new Splits(4, Order.GIVEN)));
    assertThat(score(report, "KID").value()).isEqualTo(KernelDistance.of(real, fake).mean());
    assertThat(score(report, "IS").value()).isEqualTo(InceptionScore.of(fake, 4).mean());
    assertThat(report.protocol().kernelSubsets()).isZero();
    assertThat(report.protocol().kernelSubset()).isNull();
    assertThat(report.protocol().splitOrder()).isEqualTo("given");
  }

  @Test
  void fdInfinityIsBelowFdOfFewPictures() {
    GenerationReport report =
        evaluate(
            set("r", INCEPTION, rows(400, 0, 1, 1)),
            set("f", INCEPTION, rows(60, 0, 1, 2)),
            options(Metric.FD, Metric.FD_INFINITY));
    assertThat(score(report, "FID∞").value()).isLessThan(score(report, "FID").value());
    assertThat(report.protocol().fdInfinitySizes()).hasSize(15).startsWith(30).endsWith(60);
    assertThat(ScoreFigure.of(report).svg()).contains("FID∞ = ", ">FID<", "1 / pictures");
  }

  @Test
  void statisticsGiveTheSameFrechetDistanceAsPictures() {
    FeatureMatrix real = rows(50, 0, 1, 1);
    FeatureMatrix fake = rows(50, 1, 2, 2);
    GenerationReport exact =
        evaluate(set("r", PROTOCOL, real), set("f", PROTOCOL, fake), options(Metric.FD));
    GenerationReport stored =
        evaluate(
            statistics("r.npz", real, PROTOCOL), statistics("f.npz", fake, PROTOCOL), options());
    assertThat(stored.scores()).hasSize(1);
    assertThat(score(stored, "FD-Lite0").value())
        .isCloseTo(score(exact, "FD-Lite0").value(), within(1e-9));
    assertThat(stored.notes()).isEmpty();
    assertThat(stored.protocol().realCount()).isEqualTo(50);
  }

  @Test
  void statisticsOfUnknownProtocolAreAcceptedWithANote() {
    FeatureSet foreign = statistics("f.npz", rows(50, 1, 2, 2), null);
    GenerationReport report = evaluate(foreign, set("s", PROTOCOL, rows(50, 0, 1, 1)), options());
    assertThat(report.scores()).extracting(Score::name).containsExactly("FD-Lite0", "IS-Lite0");
    assertThat(report.notes()).hasSize(1);
    assertThat(report.notes().get(0)).contains("f.npz doesn't say how its features were made");
    GenerationReport both = evaluate(foreign, foreign, options());
    assertThat(both.scores()).extracting(Score::name).containsExactly("FD");
    assertThat(both.scores().get(0).value()).isCloseTo(0, within(1e-9));
    assertThat(both.protocol().features()).isNull();
  }

  @Test
  void differentProtocolsAreRefusedWithBothNames() {
    assertThatThrownBy(
            () ->
                evaluate(
                    statistics("f.npz", rows(50, 1, 2, 2), INCEPTION),
                    set("pictures", PROTOCOL, rows(50, 0, 1, 1)),
                    options()))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("f.npz and pictures can't be compared", "inception", "lite0");
    Path damaged = folder.resolve("d.npz");
    new StatisticsFile(Statistics.of(rows(50, 1, 2, 2)), Optional.of("{\"extractor\":\"a\"}"))
        .write(damaged);
    assertThatThrownBy(() -> FeatureSet.read(damaged)).hasMessageContaining("protocol is damaged");
  }

  @Test
  void whatStatisticsOrSetsDontAllowIsRefused() {
    FeatureSet stored = statistics("r.npz", rows(50, 0, 1, 1), PROTOCOL);
    FeatureSet pictures = set("f", PROTOCOL, rows(50, 0, 1, 2));
    assertThatThrownBy(() -> evaluate(stored, pictures, options(Metric.KD)))
        .hasMessageContaining("metrics has kd, which takes pictures, but")
        .hasMessageContaining("r.npz holds statistics only");
    assertThatThrownBy(() -> evaluate(pictures, stored, options(Metric.IS)))
        .hasMessageContaining("metrics has is");
    GenerationOptions resampled = options(10, TEN_SUBSETS, Metric.FD);
    assertThatThrownBy(() -> evaluate(stored, pictures, resampled))
        .hasMessageContaining("bootstrap resamples pictures");
    GenerationOptions large = options(0, new KernelSubsets(51, 10), Metric.KD);
    assertThatThrownBy(() -> evaluate(pictures, pictures, large))
        .hasMessage(
            "kdSubset is 51; accepted is a whole number from 2 to 50, the pictures of the smaller"
                + " set, or all");
    FeatureSet negative =
        FeatureSet.read(
            written("n.npz", new Statistics(9, new double[2], new double[] {1, 0, 0, -1})));
    assertThatThrownBy(() -> evaluate(negative, negative, options()))
        .hasMessageContaining("n.npz: the covariance is none");
    FeatureSet three = set("t", PROTOCOL, rows(3, 0, 1, 1));
    assertThatThrownBy(() -> evaluate(pictures, three, options(Metric.PRECISION_RECALL)))
        .hasMessageContaining("takes at least 4 pictures in each set; t holds 3");
    assertThatThrownBy(() -> Metric.parse("fud")).hasMessageContaining("precision-recall");
  }

  @Test
  void canonicalJsonSortsKeysAndHasTheKnownHash() {
    assertThat(PROTOCOL.json())
        .isEqualTo(
            "{\"extractor\":\"efficientnet-lite0\",\"input\":\"bicubic to 224x224\",\"layer\":\"1280\","
                + "\"precision\":\"fp32\",\"weights\":\"ab\"}");
    assertThat(CanonicalJson.hash(List.of())) // of the two bytes []
        .isEqualTo("4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945");
  }
}
