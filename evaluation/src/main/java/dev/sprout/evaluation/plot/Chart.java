package dev.sprout.evaluation.plot;

/** One chart of a {@link Figure}. Immutable. */
public sealed interface Chart permits LineChart, BarChart {
  /** Pixels of a chart with its title, axes and legend. */
  int WIDTH = 640;

  /** Pixels of a chart with its title, axes and legend. */
  int HEIGHT = 380;

  /** Heading. */
  String title();

  /** Adds the chart to a text whose origin is the chart's top left corner. */
  void draw(SvgText svg);
}
