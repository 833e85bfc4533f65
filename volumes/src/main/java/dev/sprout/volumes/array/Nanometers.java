package dev.sprout.volumes.array;

import dev.sprout.core.UserError;
import java.util.stream.Stream;

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

  /** Whether each size is at most a quarter greater or less than the other. */
  public boolean isNear(Nanometers other) {
    return near(z, other.z) && near(y, other.y) && near(x, other.x);
  }

  private static boolean near(double a, double b) {
    return Math.max(a, b) <= 1.25 * Math.min(a, b);
  }

  private static boolean positive(double value) {
    return value > 0 && Double.isFinite(value);
  }

  /**
   * Reads sizes such as {@code 50,4,4}, in the order z, y, x.
   *
   * @param field name of the field in errors
   * @throws UserError unless there are three, all above 0
   */
  public static Nanometers parseSize(String field, String text) {
    try {
      double[] sizes = Stream.of(text.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
      if (sizes.length == 3 && new Nanometers(sizes[0], sizes[1], sizes[2]).isSize()) {
        return new Nanometers(sizes[0], sizes[1], sizes[2]);
      }
    } catch (NumberFormatException e) { // refused below
    }
    throw UserError.invalid(field, text, "three sizes z,y,x in nm, such as 50,4,4");
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
