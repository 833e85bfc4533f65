package dev.sprout.engine;

import dev.sprout.core.Require;
import dev.sprout.pictures.Picture;
import dev.sprout.xar.pipeline.PictureEdit;

/**
 * A picture to change.
 *
 * @param image of any size without a mask, else of the model's size
 * @param mask of the image's size: white where is drawn, black where the image stays; null to
 *     redraw all of it by {@code strength}
 * @param strength the time at which drawing begins, above 0, up to 1: small values change little
 */
public record ImageEdit(Picture image, Picture mask, double strength) {
  /** Checks what doesn't depend on a model. */
  public ImageEdit {
    Require.present("image", image);
    new PictureEdit(image, mask, strength);
  }

  /** The same for a model whose pictures have {@code size} pixels a side. */
  PictureEdit forSize(int size) {
    return new PictureEdit(mask == null ? image.squareCrop(size) : image, mask, strength);
  }
}
