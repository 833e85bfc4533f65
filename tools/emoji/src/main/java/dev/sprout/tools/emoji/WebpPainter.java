package dev.sprout.tools.emoji;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import java.awt.image.BufferedImage;

/** Painter of WebP files and other raster formats that {@link Picture} reads. */
final class WebpPainter implements Painter {
  @Override
  public BufferedImage paint(byte[] file) throws UnreadablePictureException {
    try {
      Picture picture = Picture.read(file, "it");
      return Canvas.reduce(Canvas.onWhite(picture.toImage()), SIDE);
    } catch (UserError e) {
      throw new UnreadablePictureException("cannot be decoded: " + e.getMessage(), e);
    }
  }
}
