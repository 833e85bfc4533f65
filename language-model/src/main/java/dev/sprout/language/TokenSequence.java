package dev.sprout.language;

import dev.sprout.core.UserError;
import java.util.Arrays;

/**
 * A sequence to learn from.
 *
 * @param ids two or more; copied in
 * @param weights how much it counts that the id at a place is predicted from those before it; ≥ 0.
 *     The first one is never predicted. Copied in
 */
public record TokenSequence(long[] ids, float[] weights) {

  /** Checks the sizes and copies. */
  public TokenSequence {
    if (ids.length < 2 || ids.length != weights.length) {
      throw UserError.failure(
          "a sequence of %d ids with %d weights; accepted are two or more ids with one weight each",
          ids.length, weights.length);
    }
    ids = ids.clone();
    weights = weights.clone();
  }

  /**
   * Only the ids from a place on count, as in instruction tuning.
   *
   * @param prompt ids that don't count
   */
  public static TokenSequence answer(long[] ids, int prompt) {
    float[] weights = new float[ids.length];
    Arrays.fill(weights, Math.min(prompt, ids.length), ids.length, 1);
    return new TokenSequence(ids, weights);
  }

  int length() {
    return ids.length;
  }
}
