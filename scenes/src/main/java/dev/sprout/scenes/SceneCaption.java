package dev.sprout.scenes;

import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Captions of scenes in many wordings: synonyms, both orders of a pair, numbers in words and
 * digits. {@link SceneParser} reads all of them back. Immutable and thread-safe.
 */
public final class SceneCaption {
  private final Map<String, Noun> nouns;

  /**
   * Creates the captions.
   *
   * @param things things with their nouns
   */
  public SceneCaption(List<Thing> things) {
    this.nouns = things.stream().collect(Collectors.toMap(Thing::concept, Thing::noun));
  }

  /**
   * A caption that says all that a description says.
   *
   * @param variant chooses the wording; equal variants give equal captions
   * @throws UserError when a concept is unknown or isn't counted
   */
  public String of(SceneDescription description, long variant) {
    return new Writer(description, new RandomStream(variant)).write();
  }

  /** The phrase for one thing, such as a red apple. */
  String one(String concept) {
    return noun(concept).one();
  }

  /** The phrase for a known thing, such as the red apple. */
  String the(String concept) {
    return "the " + noun(concept).name();
  }

  /** The phrase for a number of a thing, 1 to 4, such as two red apples. */
  String several(String concept, int number) {
    return number == 1 ? one(concept) : SceneWords.number(number).get(0) + " " + many(concept);
  }

  private String many(String concept) {
    return noun(concept)
        .many()
        .orElseThrow(() -> UserError.failure("%s is not counted in English", concept));
  }

  private Noun noun(String concept) {
    Noun noun = nouns.get(concept);
    if (noun == null) {
      throw UserError.failure("%s is no thing of these scenes", concept);
    }
    return noun;
  }

  private final class Writer {
    private final SceneDescription description;
    private final RandomStream random;

    Writer(SceneDescription description, RandomStream random) {
      this.description = description;
      this.random = random;
    }

    String write() {
      String content = content();
      String text = isLikely(0.4) ? any(SceneWords.OPENINGS) + " " + content : content;
      if (description.ground().isPresent()) {
        String ground = any(SceneWords.ground(any(description.ground().get().words())));
        text = isLikely(0.2) ? ground + ", " + content : text + " " + ground;
      }
      if (!description.style().isEmpty()) {
        text += (isLikely(0.5) ? ", " : " ") + any(SceneWords.style(description.style()));
      }
      return isLikely(0.2) ? text + "." : text;
    }

    private String content() {
      List<String> concepts = description.concepts();
      return switch (description.kind()) {
        case SINGLE -> one(concepts.get(0));
        case NUMBER -> counted(concepts.get(0));
        case SIDE_BY_SIDE ->
            isLikely(0.7)
                ? related(SceneWords.LEFT_OF, SceneWords.RIGHT_OF)
                : parts(SceneWords.ON_THE_LEFT, SceneWords.ON_THE_RIGHT);
        case STACKED ->
            isLikely(0.7)
                ? related(SceneWords.ABOVE, SceneWords.BELOW)
                : parts(SceneWords.AT_THE_TOP, SceneWords.AT_THE_BOTTOM);
        case GROUP -> joined(concepts.stream().map(SceneCaption.this::one).toList());
        case PLACES -> joined(placed(concepts));
      };
    }

    private String counted(String concept) {
      String many = many(concept);
      return any(SceneWords.number(description.number())) + " " + many;
    }

    /** "A dog to the left of an apple", or "an apple to the right of a dog". */
    private String related(List<String> forwards, List<String> backwards) {
      String first = one(description.concepts().get(0));
      String second = one(description.concepts().get(1));
      return isLikely(0.5)
          ? first + " " + any(forwards) + " " + second
          : second + " " + any(backwards) + " " + first;
    }

    /** "A dog on the left and an apple on the right", or the other way round. */
    private String parts(List<String> firstPart, List<String> secondPart) {
      String first = one(description.concepts().get(0)) + " " + any(firstPart);
      String second = one(description.concepts().get(1)) + " " + any(secondPart);
      return joined(List.of(first, second));
    }

    private List<String> placed(List<String> concepts) {
      List<String> phrases = new ArrayList<>();
      for (int i = 0; i < concepts.size(); i++) {
        String place = any(description.places().get(i).words());
        phrases.add(one(concepts.get(i)) + " in the " + place);
      }
      return phrases;
    }

    /** Phrases in random order: "a, b and c". */
    private String joined(List<String> phrases) {
      int[] order = random.permutation(phrases.size());
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < order.length; i++) {
        String before = i == 0 ? "" : i == order.length - 1 ? " and " : ", ";
        text.append(before).append(phrases.get(order[i]));
      }
      return text.toString();
    }

    private boolean isLikely(double probability) {
      return random.nextDouble() < probability;
    }

    private String any(List<String> wordings) {
      return wordings.get(random.nextInt(wordings.size()));
    }
  }
}
