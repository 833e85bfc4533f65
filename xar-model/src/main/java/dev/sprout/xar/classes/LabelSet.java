package dev.sprout.xar.classes;

import java.util.Arrays;

/**
 * What one picture shall show. Immutable.
 *
 * @param concept name of the concept
 * @param style name of the style, or null where the model has none
 * @param rows rows of the class table that are added up
 * @param weights how much of each row
 * @param embedding what is in the class slot in their place; empty where rows are
 */
public record LabelSet(
    String concept, String style, long[] rows, float[] weights, float[] embedding) {
  /** Copies the arrays. */
  public LabelSet {
    rows = rows.clone();
    weights = weights.clone();
    embedding = embedding.clone();
  }

  /** Rows with weights. */
  public LabelSet(String concept, String style, long[] rows, float[] weights) {
    this(concept, style, rows, weights, new float[0]);
  }

  /** A picture told by its embedding, as the codes of a tokenizer give it. */
  public static LabelSet embedded(String name, float... embedding) {
    return new LabelSet(name, null, new long[0], new float[0], embedding);
  }

  /** The same with a style's name. */
  public LabelSet inStyle(String name) {
    return new LabelSet(concept, name, rows, weights, embedding);
  }

  /** Rows that count once each. */
  public LabelSet(String concept, String style, long... rows) {
    this(concept, style, rows, ones(rows.length));
  }

  /**
   * Something between this and another.
   *
   * @param share of the other, 0..1
   */
  public LabelSet towards(LabelSet other, double share) {
    int width = rows.length;
    long[] bothRows = Arrays.copyOf(rows, width + other.rows.length);
    float[] bothWeights = new float[bothRows.length];
    System.arraycopy(other.rows, 0, bothRows, width, other.rows.length);
    for (int i = 0; i < bothRows.length; i++) {
      bothWeights[i] =
          (float) (i < width ? weights[i] * (1 - share) : other.weights[i - width] * share);
    }
    return new LabelSet(concept + " → " + other.concept, style, bothRows, bothWeights);
  }

  @Override
  public long[] rows() {
    return rows.clone();
  }

  @Override
  public float[] weights() {
    return weights.clone();
  }

  @Override
  public float[] embedding() {
    return embedding.clone();
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }
}
