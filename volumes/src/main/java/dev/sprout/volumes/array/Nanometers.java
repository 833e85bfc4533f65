package dev.sprout.volumes.array;

/**
 * A voxel size or a position in nanometres.
 *
 * @param z across sections
 * @param y down a section
 * @param x along a row
 */
public record Nanometers(double z, double y, double x) {
  /** The origin. */
  public static final Nanometers ZERO = new Nanometers(0, 0, 0);

  /** Whether each component is a finite number above 0. */
  public boolean isSize() {
    return positive(z) && positive(y) && positive(x);
  }

  private static boolean positive(double value) {
    return value > 0 && Double.isFinite(value);
  }

  @Override
  public String toString() {
    return plain(z) + "×" + plain(y) + "×" + plain(x) + " nm";
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }
}
