package dev.sprout.tools.emoji;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import java.awt.image.BufferedImage;

/** Painter of WebP files and other raster formats that {@link Picture} reads. */
final class WebpPainter implements Painter {
  @Override
  public BufferedImage paint(byte[] file, Ground ground) throws UnreadablePictureException {
    try {
      BufferedImage picture =
          ground == Ground.WHITE ? Picture.read(file, "it").toImage() : transparent(file);
      return Canvas.reduce(Canvas.centred(picture, ground), SIDE);
    } catch (UserError e) {
      throw new UnreadablePictureException("cannot be decoded: " + e.getMessage(), e);
    }
  }

  // On white a pixel shows its colour c and alpha a as c·a + 255·(1 − a), on black as c·a.
  private static BufferedImage transparent(byte[] file) {
    Picture onWhite = Picture.read(file, "it");
    Picture onBlack = Picture.readMask(file, "it");
    BufferedImage picture =
        new BufferedImage(onWhite.width(), onWhite.height(), BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < onWhite.height(); y++) {
      for (int x = 0; x < onWhite.width(); x++) {
        int alpha = 255 - onWhite.at(x, y, 1) + onBlack.at(x, y, 1);
        int argb = alpha;
        for (int c = 0; c < 3; c++) {
          int colour = alpha == 0 ? 0 : (255 * onBlack.at(x, y, c) + alpha / 2) / alpha;
          argb = argb << 8 | Math.min(255, colour);
        }
        picture.setRGB(x, y, argb);
      }
    }
    return picture;
  }
}
