package dev.sprout.flow;

import ai.djl.ndarray.NDArray;
import dev.sprout.core.UserError;
import java.util.Arrays;
import java.util.Locale;

/**
 * Classifier-free guidance (Ho and Salimans, arXiv 2207.12598): v_u + scale·(v_c − v_u) of the
 * conditional and unconditional velocities. Scale 1 is the conditional velocity, 0 the
 * unconditional one. Immutable; the constructor checks all values.
 *
 * @param scale guidance scale, finite; 1 turns guidance off
 * @param schedule scale over the entities
 * @param from earliest time with guidance, 0..1 (Kynkäänniemi et al., arXiv 2404.07724)
 * @param to latest time with guidance, {@code from}..1
 */
public record Guidance(double scale, Schedule schedule, double from, double to) {

  /** Guidance scale over the entities. */
  public enum Schedule {
    /** Ramp from 1 at the first entity to the scale at the last, the schedule of xAR. */
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
  public Guidance {
    if (!Double.isFinite(scale)) {
      throw UserError.invalid("guidance", scale, "a finite number, such as 2.7");
    } else if (!(0 <= from && from <= to && to <= 1)) {
      throw UserError.invalid(
          "guidanceInterval", from + "," + to, "two increasing numbers from 0 to 1");
    }
  }

  /** Constant scale, at all times. */
  public static Guidance constant(double scale) {
    return new Guidance(scale, Schedule.CONSTANT, 0, 1);
  }

  /** Published schedule: from 1 at the first entity to the scale at the last, at all times. */
  public static Guidance ramp(double scale) {
    return new Guidance(scale, Schedule.RAMP, 0, 1);
  }

  /** A copy limited to times low ≤ t ≤ high. */
  public Guidance within(double low, double high) {
    return new Guidance(scale, schedule, low, high);
  }

  /**
   * Scale of one evaluation.
   *
   * @param entity number of the sampled entity, 0..entities−1
   * @param entities number of entities, at least 1; a single one has the whole scale
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

  /** Whether {@code scale} needs the unconditional velocity: at all but 1. */
  public static boolean needsUnconditional(double scale) {
    return scale != 1;
  }

  /**
   * Guided velocity v_u + scale·(v_c − v_u).
   *
   * @return a new array shaped like both, owned by the manager of {@code conditional}
   */
  public static NDArray combine(NDArray unconditional, NDArray conditional, double scale) {
    return conditional.sub(unconditional).muli(scale).addi(unconditional);
  }
}
