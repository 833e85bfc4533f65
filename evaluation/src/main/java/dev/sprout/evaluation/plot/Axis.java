package dev.sprout.evaluation.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Range of values along one side of a chart, with ticks at round numbers. Immutable.
 *
 * @param low smallest value shown
 * @param high largest value shown, above {@code low}
 * @param isLogarithmic whether equal distances are equal ratios; then {@code low} is above 0
 */
record Axis(double low, double high, boolean isLogarithmic) {
  private static final double MARGIN = 0.04; // of the range, so that lines keep off the frame
  private static final double MOST = Double.MAX_VALUE;
  private static final int[] ROUND = {1, 2, 5};
  private static final int LONGEST_PLAIN = 6; // digits of a label before it takes an exponent

  Axis {
    if (!(low < high) || !Double.isFinite(low) || !Double.isFinite(high)) {
      throw new IllegalArgumentException("no axis from %s to %s".formatted(low, high));
    } else if (isLogarithmic && low <= 0) {
      throw new IllegalArgumentException("no logarithmic axis from " + low);
    }
  }

  /** A place on an axis with its number in words. */
  record Tick(double value, String label) {}

  /** A linear axis around all values from {@code least} to {@code greatest}. */
  static Axis linear(double least, double greatest) {
    double range = greatest * MARGIN - least * MARGIN;
    double room = range > 0 ? range : Math.max(Math.abs(least) / 2, Double.MIN_NORMAL);
    double margin = least == 0 && greatest == 0 ? 1 : room;
    return new Axis(
        Math.max(-MOST, Math.min(least - margin, Math.nextDown(least))),
        Math.min(MOST, Math.max(greatest + margin, Math.nextUp(greatest))),
        false);
  }

  /** A logarithmic axis around all values from {@code least}, above 0, to {@code greatest}. */
  static Axis logarithmic(double least, double greatest) {
    double ratio = greatest > least ? Math.pow(greatest / least, MARGIN) : 2;
    return new Axis(
        Math.max(Double.MIN_VALUE, Math.min(least / ratio, Math.nextDown(least))),
        Math.min(MOST, Math.max(greatest * ratio, Math.nextUp(greatest))),
        true);
  }

  /** Share of the way from {@code low} to {@code high}: 0 at one, 1 at the other. */
  double place(double value) {
    return isLogarithmic
        ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
        : (value / 4 - low / 4) / (high / 4 - low / 4); // quarters, as differences can overflow
  }

  /**
   * Ticks inside the range, ascending.
   *
   * @param most largest number of ticks, ≥ 2
   */
  List<Tick> ticks(int most) {
    return isLogarithmic ? logarithmicTicks(most) : linearTicks(most);
  }

  /** Multiples of the smallest step of 1, 2 or 5 times a power of ten with few enough of them. */
  private List<Tick> linearTicks(int most) {
    BigDecimal from = new BigDecimal(low);
    BigDecimal to = new BigDecimal(high);
    double share = Math.max(high / most - low / most, Double.MIN_VALUE);
    int exponent = (int) Math.floor(Math.log10(share)) - 1;
    for (int i = 0; ; i++) {
      BigDecimal step =
          BigDecimal.valueOf(ROUND[i % ROUND.length])
              .scaleByPowerOfTen(exponent + i / ROUND.length);
      BigDecimal first = from.divide(step, 0, RoundingMode.CEILING);
      BigDecimal last = to.divide(step, 0, RoundingMode.FLOOR);
      int count = last.subtract(first).min(BigDecimal.valueOf(most)).intValue() + 1;
      if (count <= most) {
        List<Tick> ticks = new ArrayList<>();
        for (int k = 0; k < count; k++) {
          ticks.add(tick(first.add(BigDecimal.valueOf(k)).multiply(step)));
        }
        return ticks;
      }
    }
  }

  /** Powers of ten, with their double and fivefold if these are few; else as if linear. */
  private List<Tick> logarithmicTicks(int most) {
    int first = (int) Math.floor(Math.log10(low));
    int last = (int) Math.ceil(Math.log10(high));
    List<Tick> ticks = powers(first, last, 1, ROUND.length);
    if (ticks.size() > most) {
      int lowest = (int) Math.ceil(Math.log10(low));
      int highest = (int) Math.floor(Math.log10(high));
      ticks = powers(lowest, highest, 1 + (highest - lowest) / most, 1);
    }
    return ticks.size() < 2 ? linearTicks(most) : ticks;
  }

  private List<Tick> powers(int first, int last, int every, int factors) {
    List<Tick> ticks = new ArrayList<>();
    for (int exponent = first; exponent <= last; exponent += every) {
      for (int i = 0; i < factors; i++) {
        Tick tick = tick(BigDecimal.valueOf(ROUND[i]).scaleByPowerOfTen(exponent));
        if (tick.value() >= low && tick.value() <= high) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  private static Tick tick(BigDecimal value) {
    return new Tick(value.doubleValue(), label(value));
  }

  /** The exact number, with an exponent if that is shorter. */
  private static String label(BigDecimal exact) {
    if (exact.signum() == 0) {
      return "0";
    }
    BigDecimal value = exact.stripTrailingZeros();
    String plain = value.toPlainString();
    if (plain.length() <= LONGEST_PLAIN) {
      return plain;
    }
    int exponent = value.precision() - value.scale() - 1;
    String scientific = value.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
    return scientific.length() < plain.length() ? scientific : plain;
  }
}
