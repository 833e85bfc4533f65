package dev.sprout.xar.pipeline;

import dev.sprout.core.UserError;
import dev.sprout.flow.SolverName;
import dev.sprout.pictures.Picture;
import dev.sprout.xar.sampling.SamplingOptions;
import java.util.Arrays;

/**
 * A given picture that drawing keeps to. Immutable.
 *
 * @param picture of the model's size
 * @param mask of the same size: white (128 and more in all channels) where is drawn, black where
 *     the picture stays; null for all white
 * @param strength the time at which drawing begins, above 0, up to 1; at 1 what is drawn owes
 *     nothing to the picture but its surroundings
 */
public record PictureEdit(Picture picture, Picture mask, double strength) {
  private static final int WHITE = 128;

  /** Checks that the parts fit each other. */
  public PictureEdit {
    if (!(strength > 0 && strength <= 1)) {
      throw UserError.invalid("strength", strength, "a number above 0, up to 1");
    } else if (mask == null && strength == 1) {
      throw UserError.invalid(
          "strength",
          strength,
          "a number above 0, below 1 where an image comes without a mask: at 1 nothing of the image"
              + " is left");
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
          "mask", "is black everywhere, so nothing would be drawn; paint white what shall change");
    }
  }

  /** Refuses what a model or a way of sampling can't do. */
  void check(int imageSize, SamplingOptions options) {
    if (picture.width() != imageSize || picture.height() != imageSize) {
      throw UserError.unusable(
          "image",
          "is %d×%d pixels; with a mask this model needs %d×%d",
          picture.width(),
          picture.height(),
          imageSize,
          imageSize);
    } else if (strength < 1 && options.solver().sampler() == SolverName.EULER_MARUYAMA) {
      throw UserError.unusable(
          "strength",
          "is %s; below 1 it needs a sampler that adds no noise: euler, heun, midpoint or dopri5",
          strength);
    }
  }

  /** Whether a pixel may change. */
  boolean isDrawn(int x, int y) {
    return mask == null || isWhite(mask, x, y);
  }

  /** A drawn picture, with every pixel that is not drawn exactly as it was. */
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
   * Which latents stay, [z][h][w] in C order: 1 where no pixel of theirs is drawn, else 0.
   *
   * @param reduction pixels a side of a latent position
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
