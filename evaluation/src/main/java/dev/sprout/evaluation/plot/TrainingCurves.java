package dev.sprout.evaluation.plot;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;

/**
 * Curves of trainings: a chart for each meter, with a line for each run. Immutable.
 *
 * @param meters names of the meters to draw; empty for all but the speed
 * @param isLogarithmic whether the vertical axes are logarithmic
 * @param smoothing weight of the past in an exponential moving average, 0 for none to below 1; the
 *     values themselves stay visible behind it
 */
public record TrainingCurves(List<String> meters, boolean isLogarithmic, double smoothing) {
  /** A property of the machine rather than of the training. */
  private static final String SPEED = "picturesPerSecond";

  /** Checks the smoothing. */
  public TrainingCurves {
    meters = List.copyOf(meters);
    Require.fraction("smoothing", smoothing);
  }

  /**
   * Draws runs.
   *
   * @throws UserError when no run has one of the meters, or a logarithmic axis is asked for values
   *     that are not above 0
   */
  public Figure of(List<TrainingRun> runs) {
    Set<String> known = new LinkedHashSet<>();
    runs.forEach(run -> known.addAll(run.meters().keySet()));
    for (String meter : meters) {
      if (!known.contains(meter)) {
        throw UserError.invalid("meter", meter, String.join(", ", known));
      }
    }
    List<String> drawn =
        meters.isEmpty() ? known.stream().filter(name -> !name.equals(SPEED)).toList() : meters;
    return new Figure(drawn.stream().map(meter -> chart(meter, runs)).toList());
  }

  private Chart chart(String meter, List<TrainingRun> runs) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      TrainingRun run = runs.get(i);
      if (run.meters().containsKey(meter)) {
        lines.addAll(lines(run.name(), i, run.meters().get(meter), meter));
      }
    }
    return new LineChart(meter, "step", "", isLogarithmic, lines);
  }

  private List<Line> lines(
      String name, int colour, NavigableMap<Long, Double> values, String meter) {
    double[] x = values.keySet().stream().mapToDouble(Long::doubleValue).toArray();
    double[] y = values.values().stream().mapToDouble(Double::doubleValue).toArray();
    for (int i = 0; isLogarithmic && i < y.length; i++) {
      if (y[i] <= 0) {
        throw UserError.unusable(
            "log",
            "is for values above 0, but %s of %s is %s at step %d; leave it out, or choose other"
                + " meters",
            meter,
            name,
            y[i],
            (long) x[i]);
      }
    }
    Line exact = Line.of(name, colour, Line.Look.LINE, x, y);
    return smoothing == 0
        ? List.of(exact)
        : List.of(
            Line.of("", colour, Line.Look.FAINT, x, y),
            Line.of(name, colour, Line.Look.LINE, x, smoothed(y)));
  }

  /**
   * Exponential moving average from the first value on, divided by the sum of its weights, so that
   * it doesn't lean to 0 in the beginning (Kingma and Ba, arXiv 1412.6980, section 3).
   */
  double[] smoothed(double... values) {
    double[] smooth = new double[values.length];
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < values.length; i++) {
      sum = smoothing * sum + (1 - smoothing) * values[i];
      weights = smoothing * weights + (1 - smoothing);
      smooth[i] = sum / weights;
    }
    return smooth;
  }
}
