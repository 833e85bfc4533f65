package dev.sprout.evaluation.metrics;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Structural similarity of a reconstruction (Wang et al. 2004), with that paper's Gaussian window:
 * σ = 1.5, cut to 11×11; covariances without correction; averaged over all places where the whole
 * window is inside the picture.
 *
 * @param value mean of the channels; 1 for equal pictures
 * @param channels of red, green and blue
 * @param grey of the luma 0.299 R + 0.587 G + 0.114 B, rounded
 */
public record Ssim(double value, List<Double> channels, double grey) {
  private static final int RADIUS = 5;
  private static final int WINDOW = 2 * RADIUS + 1;
  private static final double[] WEIGHTS = weights();
  private static final double C1 = square(0.01 * 255); // stabilises the comparison of means
  private static final double C2 = square(0.03 * 255); // stabilises that of variances

  /**
   * Compares two pictures.
   *
   * @throws UserError when their sizes differ or they are smaller than the window, 11×11
   */
  public static Ssim of(Picture original, Picture rebuilt) {
    Psnr.requireEqualSizes(original, rebuilt);
    if (Math.min(original.width(), original.height()) < WINDOW) {
      throw UserError.failure(
          "a picture of %d×%d is smaller than the window of SSIM, %d×%d",
          original.width(), original.height(), WINDOW, WINDOW);
    }
    List<Double> channels = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      channels.add(similarity(channel(original, c), channel(rebuilt, c)));
    }
    double mean = channels.stream().mapToDouble(each -> each).average().orElseThrow();
    return new Ssim(
        mean, List.copyOf(channels), similarity(greyscale(original), greyscale(rebuilt)));
  }

  private static double[] weights() {
    double[] weights = new double[WINDOW];
    double sum = 0;
    for (int i = 0; i < WINDOW; i++) {
      weights[i] = Math.exp(-square(i - RADIUS) / (2 * square(1.5)));
      sum += weights[i];
    }
    for (int i = 0; i < WINDOW; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private static double square(double x) {
    return x * x;
  }

  /** Values of one channel. */
  private record Plane(int width, int height, double[] values) {
    static Plane of(Picture picture, IntUnaryOperator valueOfPixel) {
      double[] values = new double[picture.width() * picture.height()];
      for (int i = 0; i < values.length; i++) {
        values[i] = valueOfPixel.applyAsInt(3 * i);
      }
      return new Plane(picture.width(), picture.height(), values);
    }

    Plane times(Plane other) {
      double[] products = new double[values.length];
      for (int i = 0; i < products.length; i++) {
        products[i] = values[i] * other.values[i];
      }
      return new Plane(width, height, products);
    }

    /** Weighted means over all whole windows. */
    Plane windowed() {
      int innerWidth = width - 2 * RADIUS;
      int innerHeight = height - 2 * RADIUS;
      double[] rows = new double[innerWidth * height];
      for (int i = 0; i < rows.length; i++) {
        int from = i / innerWidth * width + i % innerWidth;
        for (int k = 0; k < WINDOW; k++) {
          rows[i] += WEIGHTS[k] * values[from + k];
        }
      }
      double[] means = new double[innerWidth * innerHeight];
      for (int i = 0; i < means.length; i++) {
        for (int k = 0; k < WINDOW; k++) {
          means[i] += WEIGHTS[k] * rows[i + k * innerWidth];
        }
      }
      return new Plane(innerWidth, innerHeight, means);
    }
  }

  private static Plane channel(Picture picture, int channel) {
    return Plane.of(picture, at -> picture.rgb()[at + channel] & 0xff);
  }

  private static Plane greyscale(Picture picture) {
    byte[] rgb = picture.rgb();
    return Plane.of(picture, at -> luma(rgb[at] & 0xff, rgb[at + 1] & 0xff, rgb[at + 2] & 0xff));
  }

  /**
   * Rounded luma. Sums that end in a half are frequent; fused multiplications round them as NumPy's
   * matrix product does.
   */
  private static int luma(int red, int green, int blue) {
    return (int) Math.rint(Math.fma(0.114, blue, Math.fma(0.299, red, 0.587 * green)));
  }

  private static double similarity(Plane x, Plane y) {
    double[] meansX = x.windowed().values();
    double[] meansY = y.windowed().values();
    double[] squaresX = x.times(x).windowed().values();
    double[] squaresY = y.times(y).windowed().values();
    double[] products = x.times(y).windowed().values();
    double sum = 0;
    for (int i = 0; i < products.length; i++) {
      double means = meansX[i] * meansY[i];
      double squares = square(meansX[i]) + square(meansY[i]);
      double covariance = products[i] - means;
      double variances = squaresX[i] + squaresY[i] - squares;
      sum += (2 * means + C1) * (2 * covariance + C2) / ((squares + C1) * (variances + C2));
    }
    return sum / products.length;
  }
}
