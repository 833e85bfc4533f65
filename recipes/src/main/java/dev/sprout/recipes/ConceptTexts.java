package dev.sprout.recipes;

import dev.sprout.core.RandomStream;
import dev.sprout.language.PromptFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * Training texts of a picture: its concept's name, in a template such as "draw a %s" or with
 * reordered words, and its keywords; for a picture without a concept, its captions.
 */
final class ConceptTexts {
  private static final List<String> FRAMES =
      List.of(
          "a picture of a %s",
          "a picture of %s",
          "an image of a %s",
          "picture of a %s",
          "draw a %s",
          "draw %s",
          "an emoji of a %s",
          "%s emoji",
          "a %s",
          "the %s",
          "%s!",
          "%s.",
          "\"%s\"");

  private ConceptTexts() {}

  /** Texts that a vocabulary is learned from. */
  static List<String> all(Iterable<EmojiExample> examples) {
    List<String> texts = new ArrayList<>();
    for (EmojiExample example : examples) {
      String name = example.title();
      texts.add(name);
      texts.add(name);
      texts.add(FRAMES.get(texts.size() % FRAMES.size()).formatted(name));
      if (!example.style().isEmpty()) {
        texts.add(PromptFormat.styled(name, example.style()));
      }
      texts.addAll(example.keywords());
      texts.addAll(example.hasConcept() ? List.of() : example.captions());
    }
    return texts;
  }

  /** A random description: mostly the name, or some of the keywords. */
  static String description(EmojiExample example, RandomStream random) {
    String name = name(example, random);
    List<String> keywords = example.keywords();
    if (keywords.isEmpty() || random.nextDouble() < 0.6) {
      return name;
    } else if (random.nextDouble() < 0.5) {
      return name + ", " + keywords.get(random.nextInt(keywords.size()));
    }
    return shuffled(keywords, 3, random);
  }

  /** A random request: the name in a template, reordered, or with keywords. */
  static String request(EmojiExample example, RandomStream random) {
    String name = name(example, random);
    double kind = random.nextDouble();
    if (kind < 0.4) {
      return name;
    } else if (kind < 0.65) {
      return FRAMES.get(random.nextInt(FRAMES.size())).formatted(reordered(name, 0.3, random));
    } else if (kind < 0.85) {
      return reordered(name, 1, random);
    }
    return description(example, random);
  }

  private static String name(EmojiExample example, RandomStream random) {
    if (example.hasConcept()) {
      return example.concept();
    }
    return example.captions().get(random.nextInt(example.captions().size()));
  }

  /** Reordered words: "red apple" as "apple, red", or unchanged. */
  private static String reordered(String name, double probability, RandomStream random) {
    int space = name.lastIndexOf(' ');
    if (space < 0 || name.contains(":") || random.nextDouble() >= probability) {
      return name;
    }
    String first = name.substring(0, space);
    String last = name.substring(space + 1);
    return random.nextDouble() < 0.7 ? last + ", " + first : last + " " + first;
  }

  private static String shuffled(List<String> words, int most, RandomStream random) {
    List<String> some = new ArrayList<>();
    int[] order = random.permutation(words.size());
    for (int i = 0; i < Math.min(most, order.length); i++) {
      some.add(words.get(order[i]));
    }
    return String.join(", ", some);
  }
}
