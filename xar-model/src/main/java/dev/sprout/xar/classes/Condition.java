package dev.sprout.xar.classes;

import dev.sprout.core.UserError;
import java.util.Arrays;

/**
 * Condition of one picture. Immutable.
 *
 * @param concept name of the concept, or the prompt that was encoded to ids
 * @param style name of the style, or null without one
 * @param embedding class embedding, added to the time embedding of every entity, [D]
 * @param prefix embeddings of the leading ids that describe the picture, [k][width], or null;
 *     models with a prefix then take their null prefix
 */
public record Condition(String concept, String style, float[] embedding, float[][] prefix) {
  /** Copies the numbers. */
  public Condition {
    embedding = embedding.clone();
    prefix = copy(prefix);
  }

  /** A condition without a prefix. */
  public Condition(String concept, String style, float[] embedding) {
    this(concept, style, embedding, null);
  }

  /**
   * Linear interpolation to another condition, of class embeddings and of prefixes.
   *
   * @param share weight of the other, 0 to 1
   * @throws UserError when the prefixes have different numbers of ids, or one condition has none
   */
  public Condition towards(Condition other, double share) {
    int ids = prefix == null ? 0 : prefix.length;
    int others = other.prefix == null ? 0 : other.prefix.length;
    if (ids != others) {
      throw UserError.badRequest(
          "the prefixes have %d and %d ids; conditions are mixed where they have equally many",
          ids, others);
    }
    float[][] mixed = new float[ids][];
    for (int i = 0; i < ids; i++) {
      mixed[i] = between(prefix[i], other.prefix[i], share);
    }
    return new Condition(
        concept + " → " + other.concept,
        style,
        between(embedding, other.embedding, share),
        ids == 0 ? null : mixed);
  }

  private static float[] between(float[] from, float[] to, double share) {
    float[] between = new float[from.length];
    for (int i = 0; i < between.length; i++) {
      between[i] = (float) (from[i] * (1 - share) + to[i] * share);
    }
    return between;
  }

  private static float[][] copy(float[][] rows) {
    return rows == null ? null : Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
  }

  @Override
  public float[] embedding() {
    return embedding.clone();
  }

  @Override
  public float[][] prefix() {
    return copy(prefix);
  }
}
