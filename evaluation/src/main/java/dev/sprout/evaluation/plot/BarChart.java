package dev.sprout.evaluation.plot;

import dev.sprout.evaluation.plot.Axis.Tick;
import dev.sprout.evaluation.plot.SvgText.Anchor;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Bars from 0, side by side. Immutable.
 *
 * @param title heading
 * @param yTitle name of the vertical axis
 * @param bars at least one
 */
public record BarChart(String title, String yTitle, List<Bar> bars) implements Chart {
  private static final int TICKS = 7;
  private static final double GAP = 0.3; // share of a bar's place that stays empty
  private static final int FEWEST_PLACES = 4; // so that a single bar stays narrow
  private static final double WHISKER = 5; // half of the breadth of an interval's end, pixels

  /** Copies the bars. */
  public BarChart {
    bars = List.copyOf(bars);
    if (bars.isEmpty()) {
      throw new IllegalArgumentException("a chart without bars");
    }
  }

  /**
   * One bar.
   *
   * @param name text below it
   * @param value its height, finite
   * @param low lower end of its interval, {@code value} for none
   * @param high upper end of its interval, {@code value} for none
   */
  public record Bar(String name, double value, double low, double high) {
    /** Checks that all values are finite. */
    public Bar {
      if (!DoubleStream.of(value, low, high).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException("bar " + name + " is not finite");
      }
    }
  }

  @Override
  public void draw(SvgText svg) {
    double least = bars.stream().mapToDouble(Bar::low).min().getAsDouble();
    double greatest = bars.stream().mapToDouble(Bar::high).max().getAsDouble();
    Axis up = Axis.linear(Math.min(0, least), Math.max(0, greatest));
    Frame frame = new Frame(svg, title);
    List<Tick> ticks = up.ticks(TICKS);
    frame.verticalAxis(up, ticks, yTitle);
    double zero = Frame.y(up.place(0));
    double width = 1.0 / Math.max(FEWEST_PLACES, bars.size());
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double top = Frame.y(up.place(bar.value()));
      double left = Frame.x((i + GAP / 2) * width);
      double right = Frame.x((i + 1 - GAP / 2) * width);
      svg.rectangle(
          "d0",
          bar.name() + ": " + bar.value(),
          left,
          Math.min(zero, top),
          right - left,
          Math.abs(zero - top));
      whisker(svg, bar, (left + right) / 2, up);
      svg.label("t", Anchor.MIDDLE, (left + right) / 2, Frame.BOTTOM + 17.0, bar.name());
    }
    svg.line("a", Frame.LEFT, zero, Frame.RIGHT, zero);
  }

  private static void whisker(SvgText svg, Bar bar, double x, Axis up) {
    if (bar.low() < bar.high()) {
      double low = Frame.y(up.place(bar.low()));
      double high = Frame.y(up.place(bar.high()));
      svg.line("a", x, low, x, high);
      svg.line("a", x - WHISKER, low, x + WHISKER, low);
      svg.line("a", x - WHISKER, high, x + WHISKER, high);
    }
  }
}
