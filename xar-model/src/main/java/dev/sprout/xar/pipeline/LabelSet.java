package dev.sprout.xar.pipeline;

/**
 * What one picture shall show.
 *
 * @param concept name of the concept
 * @param style name of the style, or null where the model has none
 * @param rows rows of the class table that are added up
 */
public record LabelSet(String concept, String style, int[] rows) {
  /** Copies the rows. */
  public LabelSet {
    rows = rows.clone();
  }

  @Override
  public int[] rows() {
    return rows.clone();
  }
}
