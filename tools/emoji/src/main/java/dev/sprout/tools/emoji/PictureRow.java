package dev.sprout.tools.emoji;

import java.util.List;

/**
 * Row of {@code metadata.jsonl} for one picture; the JSON keys are the component names.
 *
 * @param file the picture's path in the folder, with forward slashes
 * @param concept the concept's name
 * @param emoji the concept's emoji itself
 * @param style the style's name
 * @param group the Unicode group
 * @param subgroup the Unicode subgroup
 * @param keywords the concept's keywords
 * @param heldOut whether training leaves the picture out
 */
record PictureRow(
    String file,
    String concept,
    String emoji,
    String style,
    String group,
    String subgroup,
    List<String> keywords,
    boolean heldOut) {
  PictureRow {
    keywords = List.copyOf(keywords);
  }

  /** The row of a concept's picture in a style. */
  static PictureRow of(Concept concept, Style style, boolean heldOut) {
    return new PictureRow(
        file(concept, style),
        concept.name(),
        CodePoints.text(concept.code()),
        style.toString(),
        concept.group(),
        concept.subgroup(),
        concept.keywords(),
        heldOut);
  }

  /** Path in the folder of a concept's picture in a style. */
  static String file(Concept concept, Style style) {
    return "images/" + style + "/" + concept.code() + ".png";
  }
}
