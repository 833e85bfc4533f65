package dev.sprout.evaluation.plot;

import dev.sprout.evaluation.plot.Axis.Tick;
import dev.sprout.evaluation.plot.SvgText.Anchor;
import java.util.List;

/** The parts around the lines or bars of a chart: title, axes, grid, legend. */
final class Frame {
  static final int LEFT = 72;
  static final int RIGHT = Chart.WIDTH - 24;
  static final int TOP = 52;
  static final int BOTTOM = Chart.HEIGHT - 76;

  private static final int LETTER = 7; // pixels of an average letter of a label
  private static final int SWATCH = 22; // pixels of a legend's sample of a line
  private static final int LEGEND_LINE = 16;
  private static final int LEGEND_LINES = 2;

  private final SvgText svg;

  Frame(SvgText svg, String title) {
    this.svg = svg;
    svg.label("h", Anchor.START, LEFT, 24, title);
    svg.line("a", LEFT, BOTTOM, RIGHT, BOTTOM);
  }

  /** Pixel of a share of the way from left to right. */
  static double x(double share) {
    return LEFT + share * (RIGHT - LEFT);
  }

  /** Pixel of a share of the way from bottom to top. */
  static double y(double share) {
    return BOTTOM - share * (BOTTOM - TOP);
  }

  void verticalAxis(Axis axis, List<Tick> ticks, String title) {
    for (Tick tick : ticks) {
      double y = y(axis.place(tick.value()));
      svg.line("g", LEFT, y, RIGHT, y);
      svg.label("t", Anchor.END, LEFT - 8.0, y + 4, tick.label());
    }
    svg.label("t", Anchor.START, LEFT, TOP - 10.0, title);
  }

  /** A tick and its label below the horizontal axis. */
  void below(double share, String label) {
    svg.line("a", x(share), BOTTOM, x(share), BOTTOM + 4.0);
    svg.label("t", Anchor.MIDDLE, x(share), BOTTOM + 17.0, label);
  }

  /** Names of lines beside their colours; what has no room is counted. */
  void legend(List<Line> lines) {
    double x = LEFT;
    int row = 0;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      double width = SWATCH + 12.0 + LETTER * (double) line.name().length();
      if (x > LEFT && x + width > RIGHT) {
        x = LEFT;
        row++;
      }
      double y = BOTTOM + 50.0 + row * LEGEND_LINE;
      boolean isLast = row == LEGEND_LINES - 1;
      if (row == LEGEND_LINES || (isLast && i < lines.size() - 1 && x + 2 * width > RIGHT)) {
        svg.label(
            "t",
            Anchor.START,
            x,
            Math.min(y, BOTTOM + 50.0 + LEGEND_LINE),
            "and %d more".formatted(lines.size() - i));
        return;
      }
      if (line.look() == Line.Look.POINTS) {
        svg.dot("d" + line.colour(), line.name(), x + SWATCH / 2.0 - 3, y - 4);
      } else {
        svg.line("l" + line.colour(), x, y - 4, x + SWATCH - 6, y - 4);
      }
      svg.label("t", Anchor.START, x + SWATCH, y, line.name());
      x += width;
    }
  }
}
