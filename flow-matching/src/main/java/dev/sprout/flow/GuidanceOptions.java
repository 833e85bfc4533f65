package dev.sprout.flow;

import dev.sprout.core.UserError;
import java.util.Arrays;
import java.util.Locale;

/**
 * Options of classifier-free guidance. Immutable; the constructor checks all values.
 *
 * @param scale guidance scale, finite; 1 turns guidance off
 * @param schedule scale over the entities
 * @param from earliest time with guidance, 0..1
 * @param to latest time with guidance, {@code from}..1
 */
public record GuidanceOptions(double scale, Schedule schedule, double from, double to) {

  /** Guidance scale over the entities. */
  public enum Schedule {
    /** Ramp from 1 at the first entity to the scale at the last, as published. */
    RAMP,
    /** The scale at every entity. */
    CONSTANT;

    /**
     * Parses a schedule's name.
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
          "guidanceInterval", from + "," + to, "two increasing numbers from 0 to 1");
    }
  }

  /** Published options: a ramp, at all times. */
  public static GuidanceOptions ramp(double scale) {
    return new GuidanceOptions(scale, Schedule.RAMP, 0, 1);
  }

  /** Guidance scale of each evaluation. */
  public Guidance guidance() {
    Guidance guidance = schedule == Schedule.RAMP ? Guidance.ramp(scale) : Guidance.constant(scale);
    return guidance.within(from, to);
  }
}
