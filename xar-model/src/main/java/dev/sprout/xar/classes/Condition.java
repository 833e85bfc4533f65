package dev.sprout.xar.classes;

/**
 * What one picture is conditioned on. Immutable.
 *
 * @param concept name of the concept; of a prompt that became ids, the prompt
 * @param style name of the style, or null where the model has none or none was asked for
 * @param embedding that is added to the time embedding of every entity, [D]
 */
public record Condition(String concept, String style, float[] embedding) {
  /** Copies the embedding. */
  public Condition {
    embedding = embedding.clone();
  }

  /**
   * The condition between this one and another, on a straight line.
   *
   * @param share of the other, 0..1
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
