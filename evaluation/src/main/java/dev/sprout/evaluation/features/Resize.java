package dev.sprout.evaluation.features;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import java.util.Locale;

/**
 * Resizing of pictures for a feature network. The choice moves a Fréchet distance by several per
 * cent (Parmar, Zhang and Zhu, 2022), so it is part of the protocol.
 */
public enum Resize {
  /**
   * Bilinear as in TensorFlow 1 and the original FID program: output i reads the input at i·in/out,
   * between two neighbours, without half-pixel centres and without averaging when it shrinks.
   */
  TENSORFLOW_BILINEAR {
    @Override
    float[] planes(Picture picture, int size, String shownName) {
      return TensorflowBilinear.planes(picture, size);
    }
  },
  /**
   * Bicubic with averaging when it shrinks, as clean-fid does it with Pillow: in real numbers,
   * clipped to 0..255, not rounded.
   */
  BICUBIC {
    @Override
    float[] planes(Picture picture, int size, String shownName) {
      float[] planes = picture.resizedPlanes(size, size);
      for (int i = 0; i < planes.length; i++) {
        planes[i] = Math.max(0, Math.min(255, planes[i]));
      }
      return planes;
    }
  },
  /** None: pictures of any other size are refused. */
  NONE {
    @Override
    float[] planes(Picture picture, int size, String shownName) {
      if (picture.width() != size || picture.height() != size) {
        throw UserError.failure(
            "%s has %d×%d pixels; this feature network takes pictures of %d×%d only. Resize the"
                + " pictures, or choose a resize: %s or %s.",
            shownName, picture.width(), picture.height(), size, size, TENSORFLOW_BILINEAR, BICUBIC);
      }
      return picture.resizedPlanes(size, size);
    }
  };

  /**
   * Planes [3, S, S] of a picture in 0..255.
   *
   * @param shownName name of the picture in messages
   */
  abstract float[] planes(Picture picture, int size, String shownName);

  /** The name in options and files: lower case, with hyphens. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
