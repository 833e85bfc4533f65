package dev.sprout.scenes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reader of captions: the inverse of {@link SceneCaption} for all its wordings. At each word the
 * longest known phrase counts, so that "a hammer and wrench" is one thing and "a hammer and a
 * wrench" are two. Immutable and thread-safe.
 */
public final class SceneParser {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}'-]+");

  private final Map<String, Phrase> phrases = new HashMap<>();
  private final int longest;

  /** Parts of captions. */
  private enum Part {
    THING,
    MANY,
    LEFT_OF,
    RIGHT_OF,
    ABOVE,
    BELOW,
    ON_THE_LEFT,
    ON_THE_RIGHT,
    AT_THE_TOP,
    AT_THE_BOTTOM,
    PLACE,
    GROUND,
    STYLE,
    NOTHING
  }

  /**
   * Known phrase.
   *
   * @param meaning concept, style, or name of a ground or place; else empty
   * @param number of {@link Part#MANY}; else 1
   */
  private record Phrase(Part part, String meaning, int number) {}

  /**
   * Creates a parser.
   *
   * @param things things that captions may name, in the styles of their drawings
   */
  public SceneParser(List<Thing> things) {
    for (Thing thing : things) {
      addThing(thing);
    }
    addAll(SceneWords.LEFT_OF, Part.LEFT_OF);
    addAll(SceneWords.RIGHT_OF, Part.RIGHT_OF);
    addAll(SceneWords.ABOVE, Part.ABOVE);
    addAll(SceneWords.BELOW, Part.BELOW);
    addAll(SceneWords.ON_THE_LEFT, Part.ON_THE_LEFT);
    addAll(SceneWords.ON_THE_RIGHT, Part.ON_THE_RIGHT);
    addAll(SceneWords.AT_THE_TOP, Part.AT_THE_TOP);
    addAll(SceneWords.AT_THE_BOTTOM, Part.AT_THE_BOTTOM);
    addAll(SceneWords.OPENINGS, Part.NOTHING);
    add("and", Part.NOTHING, "", 1);
    for (Place place : Place.values()) {
      place.words().forEach(word -> add("in the " + word, Part.PLACE, place.name(), 1));
    }
    for (Ground ground : Ground.values()) {
      for (String word : ground.words()) {
        SceneWords.ground(word).forEach(text -> add(text, Part.GROUND, ground.name(), 1));
      }
    }
    this.longest = phrases.keySet().stream().mapToInt(key -> key.split(" ").length).max().orElse(0);
  }

  private void addThing(Thing thing) {
    add(thing.noun().one(), Part.THING, thing.concept(), 1);
    for (int number = 2; number <= SceneDescription.MOST_THINGS; number++) {
      for (String word : SceneWords.number(number)) {
        int count = number;
        thing
            .noun()
            .many()
            .ifPresent(many -> add(word + " " + many, Part.MANY, thing.concept(), count));
      }
    }
    for (Thing.Drawing drawing : thing.drawings()) {
      String style = drawing.style();
      SceneWords.style(style).forEach(text -> add(text, Part.STYLE, style, 1));
    }
  }

  private void addAll(List<String> texts, Part part) {
    texts.forEach(text -> add(text, part, "", 1));
  }

  private void add(String text, Part part, String meaning, int number) {
    phrases.put(String.join(" ", words(text)), new Phrase(part, meaning, number));
  }

  private static List<String> words(String text) {
    Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT).replace('’', '\''));
    return matcher.results().map(result -> result.group()).toList();
  }

  /**
   * What a caption says; empty if it isn't one of {@link SceneCaption}'s forms. Upper case,
   * punctuation and the form of apostrophes don't matter.
   */
  public Optional<SceneDescription> parse(String caption) {
    Optional<List<Phrase>> found = phrases(words(caption));
    return found.flatMap(parts -> new Meaning(parts).description());
  }

  private Optional<List<Phrase>> phrases(List<String> words) {
    List<Phrase> found = new ArrayList<>();
    int at = 0;
    while (at < words.size()) {
      int length = Math.min(longest, words.size() - at);
      while (length > 0 && !phrases.containsKey(key(words, at, length))) {
        length--;
      }
      if (length == 0) {
        return Optional.empty();
      }
      found.add(phrases.get(key(words, at, length)));
      at += length;
    }
    return Optional.of(found);
  }

  private static String key(List<String> words, int at, int length) {
    return String.join(" ", words.subList(at, at + length));
  }

  /** Meaning of a sequence of phrases. */
  private static final class Meaning {
    private final List<Phrase> order = new ArrayList<>(); // all but ground and style
    private Optional<Ground> ground = Optional.empty();
    private String style = "";
    private boolean isDoubtful;

    Meaning(List<Phrase> parts) {
      for (Phrase phrase : parts) {
        switch (phrase.part()) {
          case NOTHING -> {}
          case GROUND -> {
            isDoubtful |= ground.isPresent();
            ground = Optional.of(Ground.valueOf(phrase.meaning()));
          }
          case STYLE -> {
            isDoubtful |= !style.isEmpty();
            style = phrase.meaning();
          }
          default -> order.add(phrase);
        }
      }
    }

    Optional<SceneDescription> description() {
      String shape = String.join(" ", order.stream().map(phrase -> phrase.part().name()).toList());
      boolean repeats = things().stream().distinct().count() < things().size();
      if (isDoubtful || repeats) {
        return Optional.empty();
      }
      return switch (shape) {
        case "THING" -> simple(SceneKind.SINGLE, things(), 1);
        case "MANY" -> simple(SceneKind.NUMBER, things(), order.get(0).number());
        case "THING LEFT_OF THING", "THING ON_THE_LEFT THING ON_THE_RIGHT" ->
            simple(SceneKind.SIDE_BY_SIDE, things(), 1);
        case "THING RIGHT_OF THING", "THING ON_THE_RIGHT THING ON_THE_LEFT" ->
            simple(SceneKind.SIDE_BY_SIDE, reversed(), 1);
        case "THING ABOVE THING", "THING AT_THE_TOP THING AT_THE_BOTTOM" ->
            simple(SceneKind.STACKED, things(), 1);
        case "THING BELOW THING", "THING AT_THE_BOTTOM THING AT_THE_TOP" ->
            simple(SceneKind.STACKED, reversed(), 1);
        case "THING THING THING", "THING THING THING THING" ->
            simple(SceneKind.GROUP, things().stream().sorted().toList(), 1);
        case "THING PLACE", "THING PLACE THING PLACE", "THING PLACE THING PLACE THING PLACE" ->
            placed();
        default -> Optional.empty();
      };
    }

    private List<String> things() {
      return order.stream()
          .filter(phrase -> phrase.part() == Part.THING || phrase.part() == Part.MANY)
          .map(Phrase::meaning)
          .toList();
    }

    private List<String> reversed() {
      return List.of(things().get(1), things().get(0));
    }

    private Optional<SceneDescription> simple(SceneKind kind, List<String> concepts, int number) {
      return Optional.of(new SceneDescription(style, ground, kind, concepts, number, List.of()));
    }

    private Optional<SceneDescription> placed() {
      Map<Place, String> placed = new TreeMap<>();
      for (int i = 0; i < order.size(); i += 2) {
        placed.put(Place.valueOf(order.get(i + 1).meaning()), order.get(i).meaning());
      }
      if (placed.size() < order.size() / 2) {
        return Optional.empty(); // two things at one place
      }
      return Optional.of(
          new SceneDescription(
              style,
              ground,
              SceneKind.PLACES,
              List.copyOf(placed.values()),
              1,
              List.copyOf(placed.keySet())));
    }
  }
}
