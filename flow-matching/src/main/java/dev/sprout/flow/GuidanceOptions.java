package dev.sprout.flow;

import dev.sprout.core.UserError;
import java.util.Arrays;
import java.util.Locale;

/**
 * Classifier-free guidance as users say it. Immutable; invalid values don't get past the
 * constructor.
 *
 * @param scale finite; 1 turns guidance off
 * @param schedule how the scale changes from entity to entity
 * @param from the least time with guidance, 0..1
 * @param to the greatest time with guidance, from {@code from} to 1
 */
public record GuidanceOptions(double scale, Schedule schedule, double from, double to) {

  /** How the guidance scale changes from entity to entity. */
  public enum Schedule {
    /** From 1 at the first entity to the whole scale at the last: the published one. */
    RAMP,
    /** The whole scale at every entity. */
    CONSTANT;

    /**
     * Reads a name.
     *
     * @throws UserError for any other name
     */
    public static Schedule parse(String name) {
      return Arrays.stream(values())
          .filter(schedule -> schedule.toString().equals(name))
          .findFirst()
          .orElseThrow(() -> UserError.invalid("guidanceSchedule", name, "ramp or constant"));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks all values. */
  public GuidanceOptions {
    if (!Double.isFinite(scale)) {
      throw UserError.invalid("guidance", scale, "a finite number, such as 2.7");
    } else if (!(0 <= from && from <= to && to <= 1)) {
      throw UserError.invalid(
          "guidanceInterval", from + "," + to, "two growing numbers from 0 to 1");
    }
  }

  /** The published way: a ramp, at all times. */
  public static GuidanceOptions ramp(double scale) {
    return new GuidanceOptions(scale, Schedule.RAMP, 0, 1);
  }

  /** The scale of each evaluation. */
  public Guidance guidance() {
    Guidance guidance = schedule == Schedule.RAMP ? Guidance.ramp(scale) : Guidance.constant(scale);
    return guidance.within(from, to);
  }
}
