package dev.sprout.xar.classes;

/**
 * Condition of one picture. Immutable.
 *
 * @param concept name of the concept, or the prompt that was encoded to ids
 * @param style name of the style, or null without one
 * @param embedding class embedding, added to the time embedding of every entity, [D]
 */
public record Condition(String concept, String style, float[] embedding) {
  /** Copies the embedding. */
  public Condition {
    embedding = embedding.clone();
  }

  /**
   * Linear interpolation to another condition.
   *
   * @param share weight of the other, 0 to 1
   */
  public Condition towards(Condition other, double share) {
    float[] between = new float[embedding.length];
    for (int i = 0; i < between.length; i++) {
      between[i] = (float) (embedding[i] * (1 - share) + other.embedding[i] * share);
    }
    return new Condition(concept + " → " + other.concept, style, between);
  }

  @Override
  public float[] embedding() {
    return embedding.clone();
  }
}
