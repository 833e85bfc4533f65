package dev.sprout.language;

import dev.sprout.core.UserError;
import java.util.Arrays;

/**
 * A training sequence.
 *
 * @param ids two or more; copied in
 * @param weights of predicting each id from those before it, ≥ 0; the first is not used. Copied in
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
   * A sequence that is learned behind its prompt alone, as in instruction tuning.
   *
   * @param prompt number of leading ids with weight 0
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
