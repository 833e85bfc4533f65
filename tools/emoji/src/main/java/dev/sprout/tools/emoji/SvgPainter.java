package dev.sprout.tools.emoji;

import static java.awt.RenderingHints.KEY_ANTIALIASING;
import static java.awt.RenderingHints.KEY_STROKE_CONTROL;
import static java.awt.RenderingHints.VALUE_ANTIALIAS_ON;
import static java.awt.RenderingHints.VALUE_STROKE_PURE;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * Painter of SVG files, by antialiased drawing at four times the size and reduction, which hides
 * most of the pale seams between touching shapes.
 */
final class SvgPainter implements Painter {
  private static final int OVERSAMPLING = 4;

  @Override
  public BufferedImage paint(byte[] file, Ground ground) throws UnreadablePictureException {
    try {
      return Canvas.reduce(drawn(parsed(file), ground), SIDE);
    } catch (RuntimeException e) {
      throw new UnreadablePictureException("cannot be drawn: " + e, e);
    }
  }

  private static SVGDocument parsed(byte[] file) throws UnreadablePictureException {
    InputStream in = new ByteArrayInputStream(file);
    SVGDocument document = new SVGLoader().load(in, null, LoaderContext.createDefault());
    if (document == null) {
      throw new UnreadablePictureException("not an SVG document", null);
    }
    return document;
  }

  private static BufferedImage drawn(SVGDocument document, Ground ground) {
    BufferedImage canvas = Canvas.blank(SIDE * OVERSAMPLING, ground);
    Graphics2D graphics = canvas.createGraphics();
    graphics.setRenderingHint(KEY_ANTIALIASING, VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(KEY_STROKE_CONTROL, VALUE_STROKE_PURE);
    document.render((Component) null, graphics, new ViewBox(canvas.getWidth(), canvas.getHeight()));
    graphics.dispose();
    return canvas;
  }
}
