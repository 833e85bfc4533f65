package dev.sprout.recipes;

import dev.sprout.pictures.Example;
import dev.sprout.pictures.PictureSource;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Labels of a picture as recipes use them. Immutable.
 *
 * @param id place of the picture in its source
 * @param concept concept: the field {@code concept}, else {@code class} (the class folder or {@code
 *     .cls} file), else {@code label}; empty if absent
 * @param style style: the field {@code style}; empty for the nameless style
 * @param keywords further words for the concept
 * @param subgroup category, such as {@code food-fruit}; empty if absent
 * @param captions captions, best first
 * @param symbol the emoji that stands for the concept: the field {@code emoji}; empty without one
 */
record EmojiExample(
    String id,
    String concept,
    String style,
    List<String> keywords,
    String subgroup,
    List<String> captions,
    String symbol) {
  private static final List<String> CONCEPT_FIELDS = List.of("concept", "class", "label");

  static EmojiExample of(Example example) {
    return new EmojiExample(
        example.id(),
        CONCEPT_FIELDS.stream()
            .map(example::field)
            .filter(value -> !value.isEmpty())
            .findFirst()
            .orElse(""),
        example.field("style"),
        example.list("keywords"),
        example.field("subgroup"),
        example.captions(),
        example.field("emoji"));
  }

  /** Labels of all pictures, in the order of the source. */
  static List<EmojiExample> all(PictureSource source) {
    return IntStream.range(0, source.size()).mapToObj(i -> of(source.example(i))).toList();
  }

  boolean hasConcept() {
    return !concept.isEmpty();
  }

  /** The concept or, failing that, the first caption. */
  String title() {
    return hasConcept() || captions.isEmpty() ? concept : captions.get(0);
  }
}
