package dev.sprout.flow;

import ai.djl.ndarray.NDArray;
import dev.sprout.core.UserError;
import java.util.Arrays;
import java.util.Locale;

/**
 * Classifier-free guidance (Ho and Salimans, arXiv 2207.12598): v_u + scale·(v_c − v_u) of the
 * conditional and the unconditional velocity. Scale 1 is the conditional velocity, 0 the
 * unconditional one. Immutable; invalid values don't get past the constructor.
 *
 * @param scale finite; 1 turns guidance off
 * @param schedule how the scale changes from entity to entity
 * @param from the least time with guidance, 0..1 (Kynkäänniemi et al., arXiv 2404.07724)
 * @param to the greatest time with guidance, from {@code from} to 1
 */
public record Guidance(double scale, Schedule schedule, double from, double to) {

  /** How the guidance scale changes from entity to entity. */
  public enum Schedule {
    /** From 1 at the first entity to the whole scale at the last: the schedule of xAR. */
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
  public Guidance {
    if (!Double.isFinite(scale)) {
      throw UserError.invalid("guidance", scale, "a finite number, such as 2.7");
    } else if (!(0 <= from && from <= to && to <= 1)) {
      throw UserError.invalid(
          "guidanceInterval", from + "," + to, "two growing numbers from 0 to 1");
    }
  }

  /** The same scale at every entity, at all times. */
  public static Guidance constant(double scale) {
    return new Guidance(scale, Schedule.CONSTANT, 0, 1);
  }

  /** The published way: from 1 at the first entity to the scale at the last, at all times. */
  public static Guidance ramp(double scale) {
    return new Guidance(scale, Schedule.RAMP, 0, 1);
  }

  /** The same while low ≤ t ≤ high, and none outside. */
  public Guidance within(double low, double high) {
    return new Guidance(scale, schedule, low, high);
  }

  /**
   * The scale of one evaluation.
   *
   * @param entity which entity is drawn, 0..entities−1
   * @param entities how many there are, at least 1; a single one has the whole scale
   * @param t time in 0..1
   */
  public double scale(int entity, int entities, double t) {
    if (t < from || t > to) {
      return 1;
    }
    return schedule == Schedule.CONSTANT || entities == 1
        ? scale
        : 1 + (scale - 1) * entity / (double) (entities - 1);
  }

  /** Whether {@code scale} needs the unconditional half at all: not at 1. */
  public static boolean needsUnconditional(double scale) {
    return scale != 1;
  }

  /**
   * v_u + scale·(v_c − v_u).
   *
   * @return a new array shaped like both, owned by the manager of {@code conditional}
   */
  public static NDArray combine(NDArray unconditional, NDArray conditional, double scale) {
    return conditional.sub(unconditional).muli(scale).addi(unconditional);
  }
}
