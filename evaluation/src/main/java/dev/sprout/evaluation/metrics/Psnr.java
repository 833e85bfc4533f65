package dev.sprout.evaluation.metrics;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;

/**
 * Peak signal-to-noise ratio of a reconstruction: 10·log₁₀(255²/MSE), the mean squared error over
 * all channels together.
 *
 * @param decibels infinite for equal pictures
 * @param meanSquaredError of values 0 to 255
 */
public record Psnr(double decibels, double meanSquaredError) {
  private static final double PEAK = 255;

  /**
   * Compares two pictures.
   *
   * @throws UserError when their sizes differ
   */
  public static Psnr of(Picture original, Picture rebuilt) {
    requireEqualSizes(original, rebuilt);
    double squares = 0; // exact: whole numbers
    for (int i = 0; i < original.rgb().length; i++) {
      double difference = (original.rgb()[i] & 0xff) - (rebuilt.rgb()[i] & 0xff);
      squares += difference * difference;
    }
    double error = squares / original.rgb().length;
    return new Psnr(10 * Math.log10(PEAK * PEAK / error), error);
  }

  /**
   * Checks that two pictures can be compared pixel by pixel.
   *
   * @throws UserError otherwise
   */
  static void requireEqualSizes(Picture original, Picture rebuilt) {
    if (original.width() != rebuilt.width() || original.height() != rebuilt.height()) {
      throw UserError.failure(
          "a picture of %d×%d can't be compared with one of %d×%d; bring both to one size",
          original.width(), original.height(), rebuilt.width(), rebuilt.height());
    }
  }
}
