package dev.sprout.xar.pipeline;

import dev.sprout.core.UserError;
import dev.sprout.flow.SolverName;
import dev.sprout.pictures.Picture;
import dev.sprout.xar.sampling.SamplingOptions;
import java.util.Arrays;

/**
 * Edit of a given picture: inpainting inside a mask, or resampling from a noise time. Immutable.
 *
 * @param picture picture of the model's size
 * @param mask mask of the same size: white (all channels from 128) is redrawn, black is kept; null
 *     for all white
 * @param strength noise time that sampling starts from, above 0, up to 1; at 1 redrawn parts keep
 *     nothing of the picture
 */
public record PictureEdit(Picture picture, Picture mask, double strength) {
  private static final int WHITE = 128;

  /** Checks that mask and strength match the picture. */
  public PictureEdit {
    if (!(strength > 0 && strength <= 1)) {
      throw UserError.invalid("strength", strength, "a number above 0, up to 1");
    } else if (mask == null && strength == 1) {
      throw UserError.invalid(
          "strength",
          strength,
          "a number above 0, below 1 for an image without a mask: at 1 nothing of the image"
              + " remains");
    } else if (mask != null
        && (mask.width() != picture.width() || mask.height() != picture.height())) {
      throw UserError.unusable(
          "mask",
          "is %d×%d pixels and the picture %d×%d; give a mask of the picture's size",
          mask.width(),
          mask.height(),
          picture.width(),
          picture.height());
    } else if (mask != null && isBlack(mask)) {
      throw UserError.unusable(
          "mask",
          "is black everywhere, so nothing would be redrawn; paint the part to change white");
    }
  }

  /** Checks the edit against a model's picture size and a solver. */
  void check(int imageSize, SamplingOptions options) {
    if (picture.width() != imageSize || picture.height() != imageSize) {
      throw UserError.unusable(
          "image",
          "is %d×%d pixels; with a mask this model takes %d×%d",
          picture.width(),
          picture.height(),
          imageSize,
          imageSize);
    } else if (strength < 1 && options.solver().sampler() == SolverName.EULER_MARUYAMA) {
      throw UserError.unusable(
          "strength",
          "is %s; below 1 the sampler must add no noise: euler, heun, midpoint or dopri5",
          strength);
    }
  }

  /** Whether a pixel is redrawn. */
  boolean isDrawn(int x, int y) {
    return mask == null || isWhite(mask, x, y);
  }

  /** A drawn picture in which kept pixels are those of the given picture. */
  Picture over(Picture drawn) {
    byte[] rgb = picture.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      int pixel = i / 3;
      if (isDrawn(pixel % picture.width(), pixel / picture.width())) {
        rgb[i] = drawn.rgb()[i];
      }
    }
    return new Picture(picture.width(), picture.height(), rgb);
  }

  /**
   * Mask of known latents, [z][h][w] in C order: 1 where none of their pixels is redrawn, else 0.
   *
   * @param reduction pixels per side of a latent position
   */
  float[] known(int channels, int reduction) {
    int rows = picture.height() / reduction;
    int columns = picture.width() / reduction;
    float[] known = new float[channels * rows * columns];
    Arrays.fill(known, 1);
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        for (int c = 0; isDrawn(x, y) && c < channels; c++) {
          known[(c * rows + y / reduction) * columns + x / reduction] = 0;
        }
      }
    }
    return known;
  }

  private static boolean isBlack(Picture mask) {
    for (int y = 0; y < mask.height(); y++) {
      for (int x = 0; x < mask.width(); x++) {
        if (isWhite(mask, x, y)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isWhite(Picture mask, int x, int y) {
    return mask.at(x, y, 0) >= WHITE && mask.at(x, y, 1) >= WHITE && mask.at(x, y, 2) >= WHITE;
  }
}
