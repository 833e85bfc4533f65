package dev.sprout.gallery.page;

import dev.sprout.pictures.Picture;
import java.awt.Rectangle;

/**
 * Mask of the pixels that an edit redraws. Immutable.
 *
 * @param picture white where redrawn, black where kept
 */
record Mask(Picture picture) {
  private static final int WHITE = 0xff;

  /** A square mask that is white in a rectangle. */
  static Mask white(int side, Rectangle inside) {
    byte[] rgb = new byte[3 * side * side];
    for (int i = 0; i < rgb.length; i++) {
      int pixel = i / 3;
      rgb[i] = (byte) (inside.contains(pixel % side, pixel / side) ? WHITE : 0);
    }
    return new Mask(new Picture(side, side, rgb));
  }

  /** Inverted mask. */
  Mask inverted() {
    byte[] rgb = picture.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) ~rgb[i];
    }
    return new Mask(new Picture(picture.width(), picture.height(), rgb));
  }

  /** A picture with the redrawn pixels white. */
  Picture cleared(Picture given) {
    byte[] rgb = given.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] |= picture.rgb()[i];
    }
    return new Picture(given.width(), given.height(), rgb);
  }
}
