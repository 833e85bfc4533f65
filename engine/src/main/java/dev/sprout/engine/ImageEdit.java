package dev.sprout.engine;

import dev.sprout.core.Require;
import dev.sprout.pictures.Picture;
import dev.sprout.xar.pipeline.PictureEdit;

/**
 * Edit of a given picture, not yet of the model's size. Immutable.
 *
 * @param image picture of any size without a mask, else of the model's size
 * @param mask mask of the image's size: white is redrawn, black is kept; null to redraw all from
 *     {@code strength}
 * @param strength noise time that sampling starts from, above 0, up to 1; small values change
 *     little
 */
public record ImageEdit(Picture image, Picture mask, double strength) {
  /** Checks all fields that don't depend on a model. */
  public ImageEdit {
    Require.present("image", image);
    new PictureEdit(image, mask, strength);
  }

  /** The edit for a model whose pictures have {@code size} pixels per side. */
  PictureEdit forSize(int size) {
    return new PictureEdit(mask == null ? image.squareCrop(size) : image, mask, strength);
  }
}
