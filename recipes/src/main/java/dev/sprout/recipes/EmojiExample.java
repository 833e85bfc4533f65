package dev.sprout.recipes;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Example;
import dev.sprout.pictures.PictureSource;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Labels of a picture as recipes use them. Immutable.
 *
 * @param id place of the picture in its source
 * @param concept concept: the field {@code concept}, else {@code class} (the class folder or {@code
 *     .cls} file), else {@code label}, the same where several are given; empty if absent
 * @param style style: the field {@code style}; empty for the nameless style
 * @param keywords further words for the concept
 * @param subgroup category, such as {@code food-fruit}; empty if absent
 * @param captions captions, best first
 * @param symbol the emoji that stands for the concept: the field {@code emoji}; empty without one
 * @param dialogue what people say around the picture
 */
record EmojiExample(
    String id,
    String concept,
    String style,
    List<String> keywords,
    String subgroup,
    List<String> captions,
    String symbol,
    Dialogue dialogue) {
  private static final List<String> CONCEPT_FIELDS = List.of("concept", "class", "label");

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /**
   * Labels of an example.
   *
   * @throws UserError when its fields concept, class and label differ, or as {@link Dialogue#of}
   *     does
   */
  static EmojiExample of(Example example) {
    return new EmojiExample(
        example.id(),
        concept(example),
        example.field("style"),
        example.list("keywords"),
        example.field("subgroup"),
        example.captions(),
        example.field("emoji"),
        Dialogue.of(example));
  }

  /** Concept of a picture; a class number beside a name, as WebDataset shards have it, agrees. */
  private static String concept(Example example) {
    List<String> given =
        CONCEPT_FIELDS.stream().filter(name -> !example.field(name).isEmpty()).toList();
    if (given.isEmpty()) {
      return "";
    }
    String first = given.get(0);
    String concept = example.field(first);
    for (String other : given) {
      boolean isItsNumber = isNumber(example.field(other)) && !isNumber(concept);
      if (!isItsNumber && !concept.equals(example.field(other))) {
        throw UserError.failure(
            "%s: its %s is %s, its %s is %s; leave out one of them, for each names the concept",
            example.id(), first, concept, other, example.field(other));
      }
    }
    return concept;
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /**
   * Labels of all pictures, in the order of the source.
   *
   * @throws UserError when one is a change of a picture that the source hasn't
   */
  static List<EmojiExample> all(PictureSource source) {
    List<EmojiExample> all =
        IntStream.range(0, source.size()).mapToObj(i -> of(source.example(i))).toList();
    Set<String> ids = all.stream().map(EmojiExample::id).collect(Collectors.toSet());
    for (EmojiExample each : all) {
      String before = each.dialogue().before();
      if (each.dialogue().isChange() && (!ids.contains(before) || before.equals(each.id()))) {
        throw UserError.failure(
            "%s: its field before is %s; accepted is the file of another picture of this data",
            each.id(), before);
      }
    }
    return all;
  }

  boolean hasConcept() {
    return !concept.isEmpty();
  }

  /** The concept or, failing that, the first caption. */
  String title() {
    return hasConcept() || captions.isEmpty() ? concept : captions.get(0);
  }
}
