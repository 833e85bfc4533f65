package dev.sprout.evaluation;

import dev.sprout.evaluation.metrics.FidInfinity;
import dev.sprout.evaluation.plot.BarChart;
import dev.sprout.evaluation.plot.BarChart.Bar;
import dev.sprout.evaluation.plot.Chart;
import dev.sprout.evaluation.plot.Figure;
import dev.sprout.evaluation.plot.Line;
import dev.sprout.evaluation.plot.LineChart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Charts of a report: bars of each metric's scores, and the line of FD∞. */
public final class ScoreFigure {
  private ScoreFigure() {}

  /** Draws a report. */
  public static Figure of(GenerationReport report) {
    Map<String, List<Bar>> bars = new LinkedHashMap<>();
    List<Chart> charts = new ArrayList<>();
    for (Score score : report.scores()) {
      if (!score.metric().equals(Metric.FD_INFINITY.toString())) {
        bars.computeIfAbsent(score.metric(), key -> new ArrayList<>()).add(bar(score));
      }
    }
    bars.forEach((metric, each) -> charts.add(new BarChart(metric, "", each)));
    if (report.fdInfinity() != null) {
      Score score =
          report.scores().stream()
              .filter(each -> each.metric().equals(Metric.FD_INFINITY.toString()))
              .findFirst()
              .orElseThrow();
      charts.add(line(score.name(), report.fdInfinity()));
    }
    return new Figure(charts);
  }

  private static Bar bar(Score score) {
    if (score.interval() != null) {
      return new Bar(score.name(), score.value(), score.interval().low(), score.interval().high());
    }
    double deviation = score.deviation() == null ? 0 : score.deviation();
    return new Bar(
        score.name(), score.value(), score.value() - deviation, score.value() + deviation);
  }

  private static LineChart line(String name, FidInfinity found) {
    double[] inverse = found.sizes().stream().mapToDouble(n -> 1.0 / n).toArray();
    double[] distances = found.distances().stream().mapToDouble(d -> d).toArray();
    double most = Arrays.stream(inverse).max().orElseThrow();
    Line fit =
        Line.of(
            "%s = %.4g".formatted(name, found.value()),
            1,
            Line.Look.LINE,
            new double[] {0, most},
            new double[] {found.value(), found.value() + found.slope() * most});
    Line measured = Line.of("subsets", 0, Line.Look.POINTS, inverse, distances);
    return new LineChart(name, "1 / pictures", "", false, List.of(fit, measured));
  }
}
