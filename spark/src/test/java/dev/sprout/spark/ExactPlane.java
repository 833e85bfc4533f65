package dev.sprout.spark;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * Mean and covariance of points of a plane, to 60 digits.
 *
 * @param x mean of the first coordinate
 * @param y mean of the second
 * @param xx variance of the first
 * @param xy covariance
 * @param yy variance of the second
 */
record ExactPlane(BigDecimal x, BigDecimal y, BigDecimal xx, BigDecimal xy, BigDecimal yy) {
  private static final MathContext DIGITS = new MathContext(60);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  static ExactPlane of(List<float[]> points) {
    BigDecimal count = BigDecimal.valueOf(points.size());
    BigDecimal x = mean(points, 0, count);
    BigDecimal y = mean(points, 1, count);
    BigDecimal xx = BigDecimal.ZERO;
    BigDecimal xy = BigDecimal.ZERO;
    BigDecimal yy = BigDecimal.ZERO;
    for (float[] point : points) {
      BigDecimal dx = new BigDecimal(point[0]).subtract(x, DIGITS);
      BigDecimal dy = new BigDecimal(point[1]).subtract(y, DIGITS);
      xx = xx.add(dx.multiply(dx, DIGITS), DIGITS);
      xy = xy.add(dx.multiply(dy, DIGITS), DIGITS);
      yy = yy.add(dy.multiply(dy, DIGITS), DIGITS);
    }
    BigDecimal less = count.subtract(BigDecimal.ONE);
    return new ExactPlane(
        x, y, xx.divide(less, DIGITS), xy.divide(less, DIGITS), yy.divide(less, DIGITS));
  }

  private static BigDecimal mean(List<float[]> points, int coordinate, BigDecimal count) {
    BigDecimal sum = BigDecimal.ZERO;
    for (float[] point : points) {
      sum = sum.add(new BigDecimal(point[coordinate]));
    }
    return sum.divide(count, DIGITS);
  }

  /** With the eigenvalues a and b of the covariances' product, (√a + √b)² = a + b + 2√(ab). */
  double frechet(ExactPlane other) {
    BigDecimal means =
        x.subtract(other.x).pow(2, DIGITS).add(y.subtract(other.y).pow(2, DIGITS), DIGITS);
    BigDecimal trace =
        xx.multiply(other.xx).add(TWO.multiply(xy).multiply(other.xy)).add(yy.multiply(other.yy));
    BigDecimal root = determinant().multiply(other.determinant()).sqrt(DIGITS);
    BigDecimal cross = trace.add(TWO.multiply(root)).sqrt(DIGITS);
    BigDecimal variances = xx.add(yy).add(other.xx).add(other.yy);
    return means.add(variances).subtract(TWO.multiply(cross)).doubleValue();
  }

  private BigDecimal determinant() {
    return xx.multiply(yy).subtract(xy.multiply(xy));
  }
}
