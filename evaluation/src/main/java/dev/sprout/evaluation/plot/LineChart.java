package dev.sprout.evaluation.plot;

import dev.sprout.evaluation.plot.Axis.Tick;
import dev.sprout.evaluation.plot.SvgText.Anchor;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Lines and points over a common horizontal axis; the axes enclose all of them. Immutable.
 *
 * @param title heading
 * @param xTitle name of the horizontal axis
 * @param yTitle name of the vertical axis
 * @param isLogarithmic whether the vertical axis is logarithmic; then all its values are above 0
 * @param lines lines, the first at the back, at least one
 */
public record LineChart(
    String title, String xTitle, String yTitle, boolean isLogarithmic, List<Line> lines)
    implements Chart {
  private static final int X_TICKS = 8;
  private static final int Y_TICKS = 7;

  /** Copies the lines and checks their values. */
  public LineChart {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a chart without lines");
    } else if (isLogarithmic
        && lines.stream().flatMapToDouble(Line::heights).min().orElse(1) <= 0) {
      throw new IllegalArgumentException("values of a logarithmic axis are above 0");
    }
  }

  @Override
  public void draw(SvgText svg) {
    double[] x = range(lines.stream().flatMapToDouble(line -> DoubleStream.of(line.x())));
    double[] y = range(lines.stream().flatMapToDouble(Line::heights));
    Axis across = Axis.linear(x[0], x[1]);
    Axis up = isLogarithmic ? Axis.logarithmic(y[0], y[1]) : Axis.linear(y[0], y[1]);
    Frame frame = new Frame(svg, title);
    frame.verticalAxis(up, up.ticks(Y_TICKS), yTitle);
    for (Tick tick : across.ticks(X_TICKS)) {
      frame.below(across.place(tick.value()), tick.label());
    }
    svg.label("t", Anchor.END, Frame.RIGHT, Frame.BOTTOM + 32.0, xTitle);
    lines.forEach(line -> draw(svg, line, across, up));
    frame.legend(lines.stream().filter(line -> !line.name().isEmpty()).toList());
  }

  private static double[] range(DoubleStream values) {
    double[] all = values.toArray();
    return all.length == 0
        ? new double[] {0, 1}
        : new double[] {
          DoubleStream.of(all).min().getAsDouble(), DoubleStream.of(all).max().getAsDouble()
        };
  }

  private static void draw(SvgText svg, Line line, Axis across, Axis up) {
    double[] x = DoubleStream.of(line.x()).map(v -> Frame.x(across.place(v))).toArray();
    if (line.low().length > 0) {
      double[] there = heights(line.high(), up);
      double[] back = heights(line.low(), up);
      svg.path("b" + line.colour(), closed(x, x), closed(there, back));
    }
    double[] y = heights(line.y(), up);
    if (line.look() != Line.Look.POINTS && x.length > 1) {
      svg.path((line.look() == Line.Look.FAINT ? "f" : "l") + line.colour(), x, y);
      return;
    }
    for (int i = 0; i < x.length; i++) {
      svg.dot("d" + line.colour(), line.x()[i] + ", " + line.y()[i], x[i], y[i]);
    }
  }

  private static double[] heights(double[] values, Axis up) {
    return DoubleStream.of(values).map(v -> Frame.y(up.place(v))).toArray();
  }

  /** The outline of a band: along one edge and back along the other. */
  private static double[] closed(double[] there, double[] back) {
    double[] outline = new double[2 * there.length];
    for (int i = 0; i < there.length; i++) {
      outline[i] = there[i];
      outline[outline.length - 1 - i] = back[i];
    }
    return outline;
  }
}
