package dev.sprout.recipes;

import dev.sprout.pictures.Example;
import dev.sprout.pictures.PictureSource;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What recipes read of a picture's description. Immutable.
 *
 * @param id where the picture is in its source
 * @param concept what is drawn: the field {@code concept}, else {@code class} (the class folder or
 *     {@code .cls} file), else {@code label}; empty where it has none
 * @param style how: the field {@code style}; empty for the nameless style
 * @param keywords other words for the concept
 * @param subgroup kind of thing, such as {@code food-fruit}; empty where it has none
 * @param captions descriptions
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

  /** Of all pictures, in the order of the source. */
  static List<EmojiExample> all(PictureSource source) {
    return IntStream.range(0, source.size()).mapToObj(i -> of(source.example(i))).toList();
  }

  boolean hasConcept() {
    return !concept.isEmpty();
  }

  /** The concept or, where there is none, the first caption. */
  String title() {
    return hasConcept() || captions.isEmpty() ? concept : captions.get(0);
  }
}
