package dev.sprout.tools.emoji;

import java.awt.image.BufferedImage;

/** What lies behind the drawings. */
enum Ground {
  /** Opaque white; pictures have no alpha. */
  WHITE(BufferedImage.TYPE_INT_RGB),
  /** Nothing: pictures have alpha, for scenes. */
  TRANSPARENT(BufferedImage.TYPE_INT_ARGB);

  private final int imageType;

  Ground(int imageType) {
    this.imageType = imageType;
  }

  /** Type of a {@link BufferedImage} on this ground. */
  int imageType() {
    return imageType;
  }
}
