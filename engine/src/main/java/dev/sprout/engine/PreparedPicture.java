package dev.sprout.engine;

import dev.sprout.flow.SolverName;
import dev.sprout.xar.classes.Condition;
import dev.sprout.xar.pipeline.PictureEdit;
import dev.sprout.xar.sampling.SamplingOptions;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A picture that is ready to be drawn, alone or beside others, see {@link Sprout#prepare}.
 * Immutable.
 */
public final class PreparedPicture {
  private final Condition condition;
  private final long seed;
  private final SamplingOptions options;
  private final Condition negative;
  private final PictureEdit edit;
  private final Supplier<Provenance> provenance;

  PreparedPicture(
      Condition condition,
      long seed,
      SamplingOptions options,
      Condition negative,
      PictureEdit edit,
      Supplier<Provenance> provenance) {
    this.condition = condition;
    this.seed = seed;
    this.options = options;
    this.negative = negative;
    this.edit = edit;
    this.provenance = provenance;
  }

  /**
   * Whether another picture can be drawn in one batch with this one: same sampling options and
   * negative class, and the same edit or none. With {@code dopri5} none can, as its steps suit the
   * whole batch.
   */
  public boolean fits(PreparedPicture other) {
    boolean isAlone = options.solver().sampler() == SolverName.DOPRI5;
    return (!isAlone || equals(other))
        && options.equals(other.options)
        && Objects.equals(edit, other.edit)
        && Objects.equals(nameOf(negative), nameOf(other.negative));
  }

  private static String nameOf(Condition condition) {
    return condition == null ? null : condition.concept() + "\n" + condition.style();
  }

  /** Network evaluations of an entity, counted from 0; 0 where they depend on the picture. */
  public int evaluations(int entity, int entities) {
    return options.evaluations(entity, entities);
  }

  Condition condition() {
    return condition;
  }

  long seed() {
    return seed;
  }

  SamplingOptions options() {
    return options;
  }

  Condition negative() {
    return negative;
  }

  PictureEdit edit() {
    return edit;
  }

  Provenance provenance() {
    return provenance.get();
  }
}
