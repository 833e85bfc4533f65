package dev.sprout.cli;

import dev.sprout.evaluation.FeatureProtocol;
import dev.sprout.evaluation.GenerationReport;
import dev.sprout.evaluation.Score;
import java.util.Locale;

/** A report of generated pictures for people. */
final class GenerationTable {
  private GenerationTable() {}

  /** Scores, then protocol and notes. */
  static String of(GenerationReport report) {
    ScoreTable table = new ScoreTable();
    report.scores().forEach(score -> table.row(score.name(), value(score)));
    FeatureProtocol features = report.protocol().features();
    if (features != null) {
      table
          .row("features", features.extractor() + ", layer " + features.layer())
          .row("weights", features.weights())
          .row("input", features.input() + ", " + features.precision());
    }
    table
        .row(
            "pictures",
            count(report.protocol().realCount())
                + " real, "
                + count(report.protocol().fakeCount())
                + " generated")
        .row("seed", "%d", report.protocol().seed())
        .row("protocol", ScoreTable.shortHash(report.protocolHash()));
    report.notes().forEach(note -> table.row("note", note));
    return table.toString();
  }

  private static String count(Long count) {
    return count == null ? "unknown number" : count.toString();
  }

  private static String value(Score score) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%.6g", score.value()));
    if (score.deviation() != null) {
      text.append(String.format(Locale.ROOT, " ± %.3g", score.deviation()));
    }
    if (score.interval() != null) {
      text.append(
          String.format(
              Locale.ROOT,
              "  (%.0f %%: %.6g to %.6g)",
              100 * score.interval().level(),
              score.interval().low(),
              score.interval().high()));
    }
    return text + (score.isBetterLow() ? "  lower is better" : "  higher is better");
  }
}
