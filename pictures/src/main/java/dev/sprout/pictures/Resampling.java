package dev.sprout.pictures;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Separable resampling with a filter that widens when shrinking, in the fixed-point arithmetic of
 * Pillow, on which the published models and FID figures rest: 22 fraction bits, columns before
 * rows, rounded to 8 bits in between; or in real arithmetic.
 */
final class Resampling {
  /** Mean of the covered pixels. */
  static final Resampling BOX = new Resampling(0.5, x -> x > -0.5 && x <= 0.5 ? 1 : 0);

  /** A tent two pixels wide. */
  static final Resampling BILINEAR = new Resampling(1, x -> Math.max(0, 1 - Math.abs(x)));

  /** Keys' cubic with a = −0.5. */
  static final Resampling BICUBIC = new Resampling(2, Resampling::cubic);

  private static final int FRACTION_BITS = 22;

  private final double support;
  private final DoubleUnaryOperator filter;

  private Resampling(double support, DoubleUnaryOperator filter) {
    this.support = support;
    this.filter = filter;
  }

  private static double cubic(double signed) {
    double x = Math.abs(signed);
    if (x < 1) {
      return (1.5 * x - 2.5) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0;
  }

  Picture resize(Picture picture, int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("no picture has %d×%d pixels".formatted(width, height));
    }
    Picture wide = width == picture.width() ? picture : columns(picture, width);
    return height == picture.height() ? wide : rows(wide, height);
  }

  private Picture columns(Picture in, int width) {
    byte[] out = new byte[Math.multiplyExact(3, Math.multiplyExact(width, in.height()))];
    for (int x = 0; x < width; x++) {
      FixedTaps taps = taps(in.width(), width, x).fixed();
      for (int y = 0; y < in.height(); y++) {
        int from = 3 * (y * in.width() + taps.first);
        for (int c = 0; c < 3; c++) {
          out[3 * (y * width + x) + c] = taps.sum(in.rgb(), from + c, 3);
        }
      }
    }
    return new Picture(width, in.height(), out);
  }

  private Picture rows(Picture in, int height) {
    int stride = 3 * in.width();
    byte[] out = new byte[Math.multiplyExact(stride, height)];
    for (int y = 0; y < height; y++) {
      FixedTaps taps = taps(in.height(), height, y).fixed();
      for (int i = 0; i < stride; i++) {
        out[y * stride + i] = taps.sum(in.rgb(), taps.first * stride + i, stride);
      }
    }
    return new Picture(in.width(), height, out);
  }

  /**
   * Planes [3, H, W] at another size in real arithmetic, 0..255 and a little beyond where a cubic
   * overshoots: as Pillow resizes each channel in its mode of real numbers. Rounded to float32
   * between columns and rows.
   */
  float[] planes(Picture picture, int width, int height) {
    float[] wide = wide(picture, width); // [3, h, W]
    int before = picture.height();
    float[] out = new float[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    double[] sums = new double[width];
    for (int y = 0; y < height; y++) {
      Taps taps = taps(before, height, y);
      for (int c = 0; c < 3; c++) {
        Arrays.fill(sums, 0);
        for (int i = 0; i < taps.weights.length; i++) {
          int from = (c * before + taps.first + i) * width;
          for (int x = 0; x < width; x++) {
            sums[x] += wide[from + x] * taps.weights[i];
          }
        }
        for (int x = 0; x < width; x++) {
          out[(c * height + y) * width + x] = (float) sums[x];
        }
      }
    }
    return out;
  }

  /** Planes [3, h, W] at another width. */
  private float[] wide(Picture in, int width) {
    float[] out = new float[Math.multiplyExact(3, Math.multiplyExact(width, in.height()))];
    for (int x = 0; x < width; x++) {
      Taps taps = taps(in.width(), width, x);
      for (int y = 0; y < in.height(); y++) {
        int from = 3 * (y * in.width() + taps.first);
        for (int c = 0; c < 3; c++) {
          double sum = 0;
          for (int i = 0; i < taps.weights.length; i++) {
            sum += (in.rgb()[from + c + 3 * i] & 0xff) * taps.weights[i];
          }
          out[(c * in.height() + y) * width + x] = (float) sum;
        }
      }
    }
    return out;
  }

  /** Input pixels with weights of output pixel {@code at} in a row. */
  private Taps taps(int inSize, int outSize, int at) {
    double scale = (double) inSize / outSize;
    double stretch = Math.max(1, scale);
    double centre = (at + 0.5) * scale;
    int first = Math.max(0, (int) (centre - support * stretch + 0.5));
    int end = Math.min(inSize, (int) (centre + support * stretch + 0.5));
    double[] weights = new double[end - first];
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = filter.applyAsDouble((first + i - centre + 0.5) * (1 / stretch));
      total += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= total;
    }
    return new Taps(first, weights);
  }

  /** Weights of neighbouring input pixels, of sum 1. */
  private record Taps(int first, double[] weights) {
    FixedTaps fixed() {
      int[] fixed = new int[weights.length];
      for (int i = 0; i < fixed.length; i++) {
        double weight = weights[i] * (1 << FRACTION_BITS);
        fixed[i] = (int) (weight + Math.copySign(0.5, weight));
      }
      return new FixedTaps(first, fixed);
    }
  }

  private record FixedTaps(int first, int[] weights) {
    byte sum(byte[] in, int from, int stride) {
      int sum = 1 << (FRACTION_BITS - 1);
      for (int i = 0; i < weights.length; i++) {
        sum += (in[from + i * stride] & 0xff) * weights[i];
      }
      return (byte) Math.max(0, Math.min(255, sum >> FRACTION_BITS));
    }
  }
}
