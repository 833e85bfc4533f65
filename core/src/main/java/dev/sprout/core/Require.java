package dev.sprout.core;

/**
 * Range checks of fields; each returns the accepted value and throws {@link UserError} otherwise.
 */
public final class Require {
  private Require() {}

  /** A whole number from 1. */
  public static long positive(String field, long value) {
    return atLeast(field, value, 1);
  }

  /** A whole number from {@code least}. */
  public static long atLeast(String field, long value, long least) {
    if (value < least) {
      throw UserError.invalid(field, value, "a whole number from " + least);
    }
    return value;
  }

  /** A whole number from {@code least} to {@code most}. */
  public static long between(String field, long value, long least, long most) {
    if (value < least || value > most) {
      throw UserError.invalid(field, value, "a whole number from " + least + " to " + most);
    }
    return value;
  }

  /** A number from {@code least} to {@code most}, not NaN. */
  public static double between(String field, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw UserError.invalid(field, value, "a number from " + plain(least) + " to " + plain(most));
    }
    return value;
  }

  /** A number from 0 to below 1, not NaN. */
  public static double fraction(String field, double value) {
    if (!(value >= 0 && value < 1)) {
      throw UserError.invalid(field, value, "a number from 0 to below 1");
    }
    return value;
  }

  /** A number above 0, up to {@code most}, not NaN. */
  public static double positiveUpTo(String field, double value, double most) {
    if (!(value > 0 && value <= most)) {
      throw UserError.invalid(field, value, "a number above 0, up to " + plain(most));
    }
    return value;
  }

  /** A finite number from {@code least}. */
  public static double atLeast(String field, double value, double least) {
    if (!(value >= least && Double.isFinite(value))) {
      throw UserError.invalid(field, value, "a number from " + plain(least));
    }
    return value;
  }

  /** A whole number from 1 that divides another field's value. */
  public static long divisor(String field, long value, String wholeField, long whole) {
    if (value < 1 || whole % value != 0) {
      throw UserError.invalid(field, value, "a divisor of " + wholeField + ", " + whole);
    }
    return value;
  }

  /** A value that is not null. */
  public static <T> T present(String field, T value) {
    if (value == null) {
      throw UserError.unusable(field, "is missing");
    }
    return value;
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }
}
