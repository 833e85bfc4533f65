package dev.sprout.scenes;

import java.util.List;

/**
 * Wordings of captions, which {@link SceneCaption} chooses from and {@link SceneParser} knows, and
 * of instructions.
 */
final class SceneWords {
  /** What may stand before a caption. */
  static final List<String> OPENINGS =
      List.of("a picture of", "an image of", "picture of", "a drawing of", "draw", "show me");

  /** Words for "to the left of". */
  static final List<String> LEFT_OF =
      List.of(
          "to the left of", "left of", "on the left of", "on the left side of", "at the left of");

  /** Words for "to the right of". */
  static final List<String> RIGHT_OF =
      List.of(
          "to the right of",
          "right of",
          "on the right of",
          "on the right side of",
          "at the right of");

  /** Words for "above". */
  static final List<String> ABOVE = List.of("above", "over", "on top of", "higher than");

  /** Words for "below". */
  static final List<String> BELOW =
      List.of("below", "under", "underneath", "beneath", "lower than");

  /** Sides of a picture, where the first thing of a pair stands. */
  static final List<String> ON_THE_LEFT = List.of("on the left", "at the left", "on the left side");

  /** Sides of a picture, where the second thing stands. */
  static final List<String> ON_THE_RIGHT =
      List.of("on the right", "at the right", "on the right side");

  /** The upper part of a picture. */
  static final List<String> AT_THE_TOP = List.of("at the top", "in the upper half");

  /** The lower part of a picture. */
  static final List<String> AT_THE_BOTTOM = List.of("at the bottom", "in the lower half");

  /** Instructions to another style. */
  static final List<String> RESTYLE =
      List.of("draw it in the %s style", "now in %s style", "make it %s style");

  /** Instructions to another ground. */
  static final List<String> REGROUND =
      List.of("make the background %s", "change the background to %s", "now on %s");

  /** Instructions to another number, in front of number and noun. */
  static final List<String> COUNT = List.of("now with %s", "make it %s", "draw %s instead");

  /** Words for one in instructions. */
  static final List<String> ONE = List.of("one", "1", "only one");

  /** Instructions to another thing: the old one, then the new one. */
  static final List<String> REPLACE =
      List.of("replace %s with %s", "change %s to %s", "instead of %s, draw %s");

  /** Instructions to one thing less. */
  static final List<String> REMOVE =
      List.of("now without %s", "remove %s", "take away %s", "leave out %s");

  /** Instructions to a thing's other place. */
  static final List<String> MOVE = List.of("move %s to the %s", "put %s in the %s");

  /** Instructions to another side of a thing, in front of both. */
  static final List<String> PUT = List.of("put", "move", "now with");

  /** Instructions to one thing more, in front of it. */
  static final List<String> ADD = List.of("add", "now with");

  private static final List<List<String>> NUMBERS =
      List.of(List.of("two", "2", "a pair of"), List.of("three", "3"), List.of("four", "4"));

  private SceneWords() {}

  /** Words for a number, 2 to 4. */
  static List<String> number(int number) {
    return NUMBERS.get(number - 2);
  }

  /** Phrases for a ground, by one of its words. */
  static List<String> ground(String word) {
    String article = Nouns.article(word) + " " + word;
    return List.of(
        "on " + article + " background",
        "on " + word,
        "on " + article + " ground",
        "against " + article + " background",
        "with " + article + " background",
        "on " + article + " backdrop");
  }

  /** Phrases for a style. */
  static List<String> style(String style) {
    return List.of(
        style + " style",
        "in " + style + " style",
        "drawn in " + style + " style",
        "in the style of " + style);
  }
}
