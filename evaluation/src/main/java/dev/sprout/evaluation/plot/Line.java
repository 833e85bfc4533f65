package dev.sprout.evaluation.plot;

import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Line of a chart, or its points alone, with or without a band. All values are finite; arrays are
 * not copied. Immutable.
 *
 * @param name text of the legend; empty for none
 * @param colour number of a colour of {@link Figure}, from 0; it is reduced to those there are
 * @param look how the line is drawn
 * @param x values along the horizontal axis, [N]
 * @param y values along the vertical axis, [N]
 * @param low lower edge of the band, [N], or empty for no band
 * @param high upper edge of the band, [N], or empty for no band
 */
public record Line(
    String name, int colour, Look look, double[] x, double[] y, double[] low, double[] high) {

  /** How a line is drawn. */
  public enum Look {
    /** Through all points. */
    LINE,
    /** Through all points, faint. */
    FAINT,
    /** Dots without a line between them. */
    POINTS
  }

  /** Checks lengths and values. */
  public Line {
    colour = Math.floorMod(colour, Figure.COLOURS);
    boolean fits = y.length == x.length && high.length == low.length;
    if (!fits || (low.length > 0 && low.length != x.length)) {
      throw new IllegalArgumentException(
          "a line of %d and %d values".formatted(x.length, y.length));
    } else if (!Stream.of(x, y, low, high)
        .flatMapToDouble(DoubleStream::of)
        .allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("line " + name + " has values that are not finite");
    }
  }

  /** A line without a band. */
  public static Line of(String name, int colour, Look look, double[] x, double[] y) {
    return new Line(name, colour, look, x, y, new double[0], new double[0]);
  }

  /** All values along the vertical axis, those of the band too. */
  DoubleStream heights() {
    return Stream.of(y, low, high).flatMapToDouble(DoubleStream::of);
  }
}
