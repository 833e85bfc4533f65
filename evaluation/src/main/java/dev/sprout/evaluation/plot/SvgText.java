package dev.sprout.evaluation.plot;

import java.util.Locale;

/**
 * Text of an SVG picture, element by element. Equal calls give equal text on all machines. Not
 * thread-safe.
 */
final class SvgText {
  private final StringBuilder text = new StringBuilder();

  /** Where a line of letters begins, ends or is centred. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** Starts a group whose origin is (x, y). */
  void open(int x, int y) {
    text.append("<g transform=\"translate(%d,%d)\">%n".formatted(x, y).replace("\r", ""));
  }

  /** Ends the group. */
  void close() {
    text.append("</g>\n");
  }

  /** A straight line. */
  void line(String style, double x1, double y1, double x2, double y2) {
    element("<path class=\"%s\" d=\"M%s %sL%s %s\"/>", style, at(x1), at(y1), at(x2), at(y2));
  }

  /** A filled rectangle with a title, which browsers show under the pointer. */
  void rectangle(String style, String name, double x, double y, double width, double height) {
    element(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"><title>%s</title></rect>",
        style, at(x), at(y), at(width), at(height), escaped(name));
  }

  /** A dot with a title. */
  void dot(String style, String name, double x, double y) {
    element(
        "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"3\"><title>%s</title></circle>",
        style, at(x), at(y), escaped(name));
  }

  /** A line through points, closed if its style fills it. */
  void path(String style, double[] x, double[] y) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < x.length; i++) {
      path.append(i == 0 ? 'M' : 'L').append(at(x[i])).append(' ').append(at(y[i]));
    }
    element("<path class=\"%s\" d=\"%s\"/>", style, path);
  }

  /** A line of letters; (x, y) is on its base line. */
  void label(String style, Anchor anchor, double x, double y, String letters) {
    element(
        "<text class=\"%s\" text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>",
        style, anchor.name().toLowerCase(Locale.ROOT), at(x), at(y), escaped(letters));
  }

  private void element(String format, Object... parts) {
    text.append(String.format(Locale.ROOT, format, parts)).append('\n');
  }

  /** A hundredth of a pixel is enough. */
  private static String at(double pixels) {
    String number = String.format(Locale.ROOT, "%.2f", pixels).replaceAll("\\.?0+$", "");
    return number.equals("-0") ? "0" : number;
  }

  /** Text without markup and without characters that XML 1.0 excludes. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(isXml(c) ? c : 0xfffd);
              }
            });
    return safe.toString();
  }

  private static boolean isXml(int c) {
    return (c >= 0x20 && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd)
        || c >= 0x10000
        || c == '\t'
        || c == '\n';
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
