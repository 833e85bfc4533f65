package dev.sprout.evaluation.plot;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.Png;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Charts side by side in one picture. Its SVG has light and dark colours, which a viewer chooses by
 * its colour scheme; its PNG is light. Immutable.
 *
 * @param charts at least one
 */
public record Figure(List<Chart> charts) {
  /** Colours of lines, of Okabe and Ito's palette, which the colour-blind tell apart. */
  private static final String[] LIGHT = {
    "#0072b2", "#d55e00", "#009e73", "#b8538f", "#8a6d00", "#3a9ad9", "#444444"
  };

  private static final String[] DARK = {
    "#56b4e9", "#ff8c4a", "#2fc79b", "#e79ac4", "#f0e442", "#8ec9f5", "#c8c8c8"
  };

  /** Number of colours of lines. */
  static final int COLOURS = LIGHT.length;

  private static final int COLUMNS = 2;
  private static final int SCALE = 2; // pixels of the PNG for one of the SVG
  private static final int MOST_PIXELS = 100_000_000;

  private static final String STYLE =
      """
      text { font-family: DejaVu Sans, Verdana, sans-serif }
      .t { font-size: 12px } .h { font-size: 15px; font-weight: bold }
      .a { fill: none; stroke-width: 1px } .g { fill: none; stroke-width: 0.5px }
      """;

  /** Copies the list. */
  public Figure {
    charts = List.copyOf(charts);
    if (charts.isEmpty()) {
      throw new IllegalArgumentException("a figure without charts");
    }
  }

  /**
   * Checks a file's name before anything is computed.
   *
   * @throws UserError when it ends in neither .svg nor .png
   */
  public static void checkName(String field, Path file) {
    if (!ends(file, ".svg") && !ends(file, ".png")) {
      throw UserError.invalid(field, file, "a file name ending in .svg or .png");
    }
  }

  /**
   * Writes the figure atomically, as its file's name ends in .svg or .png.
   *
   * @throws UserError when the file can't be written
   */
  public void write(Path file) {
    if (ends(file, ".png")) {
      Png.write(file, png(), Map.of());
    } else {
      AtomicFile.write(file, out -> out.write(svg().getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static boolean ends(Path file, String ending) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }

  /** Text of the SVG file. */
  public String svg() {
    String dark = colours("#16181c", "#e4e4e4", "#3a3d42", DARK).indent(2);
    return svg("@media (prefers-color-scheme: dark) {\n" + dark + "}\n");
  }

  private String svg(String moreStyle) {
    SvgText body = new SvgText();
    for (int i = 0; i < charts.size(); i++) {
      body.open(i % COLUMNS * Chart.WIDTH, i / COLUMNS * Chart.HEIGHT);
      charts.get(i).draw(body);
      body.close();
    }
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d">
        <style>
        %3$s</style>
        <rect class="p" width="%1$d" height="%2$d"/>
        %4$s</svg>
        """
        .formatted(
            width(),
            height(),
            STYLE + colours("#ffffff", "#333333", "#dddddd", LIGHT) + moreStyle,
            body);
  }

  private int width() {
    return Math.min(COLUMNS, charts.size()) * Chart.WIDTH;
  }

  private int height() {
    return (charts.size() + COLUMNS - 1) / COLUMNS * Chart.HEIGHT;
  }

  /** Rules of paper, letters, grid, and of each colour's lines (l), dots (d), bands (b). */
  private static String colours(String paper, String ink, String grid, String... lines) {
    StringBuilder rules = new StringBuilder();
    rules.append(".p { fill: %s } text { fill: %s }\n".formatted(paper, ink));
    rules.append(".a { stroke: %s } .g { stroke: %s }\n".formatted(ink, grid));
    for (int i = 0; i < lines.length; i++) {
      rules.append(
          """
          .l%1$d { fill: none; stroke: %2$s; stroke-width: 1.8px; stroke-linejoin: round }
          .f%1$d { fill: none; stroke: %2$s; stroke-width: 1px; stroke-opacity: 0.35 }
          .d%1$d { fill: %2$s }
          .b%1$d { fill: %2$s; fill-opacity: 0.2 }
          """
              .formatted(i, lines[i]));
    }
    return rules.toString();
  }

  /** The figure drawn in its light colours. */
  Picture png() {
    int width = SCALE * width();
    int height = SCALE * height();
    if ((long) width * height > MOST_PIXELS) {
      throw UserError.failure(
          "%d charts are too many for one PNG file; write an .svg file, or choose fewer meters",
          charts.size());
    }
    ByteArrayInputStream text = new ByteArrayInputStream(svg("").getBytes(StandardCharsets.UTF_8));
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    try {
      SVGDocument document = new SVGLoader().load(text, null, LoaderContext.createDefault());
      canvas.setColor(Color.WHITE);
      canvas.fillRect(0, 0, width, height);
      canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      canvas.scale(SCALE, SCALE);
      document.render(null, canvas);
    } catch (InternalError | LinkageError | RuntimeException e) { // a Java without fonts
      throw UserError.failure(
          e, "this Java can't draw letters (%s); write an .svg file instead", e.getMessage());
    } finally {
      canvas.dispose();
    }
    return picture(image);
  }

  private static Picture picture(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    byte[] rgb = new byte[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      rgb[3 * i] = (byte) (pixels[i] >> 16);
      rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
      rgb[3 * i + 2] = (byte) pixels[i];
    }
    return new Picture(image.getWidth(), image.getHeight(), rgb);
  }
}
