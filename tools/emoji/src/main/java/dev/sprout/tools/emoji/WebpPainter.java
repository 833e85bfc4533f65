package dev.sprout.tools.emoji;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Painter of WebP files and other raster formats that ImageIO reads. */
final class WebpPainter implements Painter {
  @Override
  public BufferedImage paint(byte[] file) throws UnreadablePictureException {
    try {
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(file));
      if (picture == null) {
        throw new UnreadablePictureException("not a picture in a known format", null);
      }
      return Canvas.reduce(Canvas.onWhite(picture), SIDE);
    } catch (IOException | RuntimeException e) {
      throw new UnreadablePictureException("cannot be decoded: " + e, e);
    }
  }
}
