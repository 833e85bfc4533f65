package dev.sprout.tokenunify.tasks;

import dev.sprout.core.Default;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.util.List;

/**
 * When and how a network that predicts affinities is validated.
 *
 * @param every steps from one validation to the next, ≥ 1
 * @param thresholds of agglomeration to score at, rising, from 0 to 1; none only measures
 *     affinities
 * @param patience validations without a lower affinity error after which the training ends; null
 *     goes on to the last step
 */
public record ValidationOptions(
    long every, List<Double> thresholds, @Default("null") Integer patience) {

  /** Checks every range. */
  public ValidationOptions {
    Require.positive("every", every);
    thresholds = List.copyOf(Require.present("thresholds", thresholds));
    double before = -1;
    for (double threshold : thresholds) {
      Require.between("thresholds", threshold, 0, 1);
      if (threshold <= before) {
        throw UserError.invalid("thresholds", thresholds, "a list that rises");
      }
      before = threshold;
    }
    if (patience != null) {
      Require.positive("patience", patience);
    }
  }
}
