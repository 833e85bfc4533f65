package dev.sprout.recipes;

import dev.sprout.core.RandomStream;
import dev.sprout.language.PromptFormat;
import dev.sprout.recipes.Dialogue.Question;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Training texts of a picture: its concept's name, in a template such as "draw a %s" or with
 * reordered words, and its keywords; for a picture without a concept, its captions and requests as
 * they are.
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

  private static final int MOST_WORDS = 3;

  private ConceptTexts() {}

  /** Texts that a vocabulary is learned from. */
  static List<String> all(Iterable<EmojiExample> examples) {
    List<String> texts = new ArrayList<>();
    for (EmojiExample example : examples) {
      if (example.hasConcept()) {
        String name = example.concept();
        texts.add(name);
        texts.add(name);
        texts.add(FRAMES.get(texts.size() % FRAMES.size()).formatted(name));
        if (!example.style().isEmpty()) {
          texts.add(PromptFormat.styled(name, example.style()));
        }
      } else {
        texts.addAll(example.captions());
      }
      texts.addAll(example.keywords());
      texts.addAll(dialogue(example.dialogue()));
    }
    return texts;
  }

  /** Texts with all words that training shows, those of labels included. */
  static List<String> shown(Iterable<EmojiExample> examples) {
    List<String> texts = new ArrayList<>(all(examples));
    for (EmojiExample example : examples) {
      texts.add(example.style());
      texts.add(example.subgroup());
    }
    return texts;
  }

  private static List<String> dialogue(Dialogue dialogue) {
    List<String> texts = new ArrayList<>(dialogue.requests());
    texts.addAll(dialogue.instructions());
    for (Question question : dialogue.questions()) {
      texts.add(question.text());
      texts.add(question.answer());
    }
    return texts;
  }

  /** What may be said of a picture: its concept or, without one, its captions. */
  static List<String> captions(EmojiExample example) {
    return example.hasConcept() ? List.of(example.concept()) : example.captions();
  }

  /** Requests of which one is at least as long as any that {@link #request} gives. */
  static List<String> longestRequests(EmojiExample example) {
    List<String> texts = new ArrayList<>(captions(example));
    texts.addAll(example.dialogue().requests());
    if (example.hasConcept()) {
      String reordered = example.concept() + ",";
      FRAMES.forEach(frame -> texts.add(frame.formatted(reordered)));
      example.keywords().forEach(keyword -> texts.add(example.concept() + ", " + keyword));
      Comparator<String> longestFirst = Comparator.comparingInt(String::length).reversed();
      List<String> keywords = example.keywords().stream().sorted(longestFirst).toList();
      texts.add(String.join(", ", keywords.subList(0, Math.min(MOST_WORDS, keywords.size()))));
    }
    return texts;
  }

  /** A random description: mostly the name, or some of the keywords. */
  static String description(EmojiExample example, RandomStream random) {
    String name = caption(example, random);
    List<String> keywords = example.keywords();
    if (keywords.isEmpty() || random.nextDouble() < 0.6) {
      return name;
    } else if (random.nextDouble() < 0.5) {
      return name + ", " + any(keywords, random);
    }
    return shuffled(keywords, MOST_WORDS, random);
  }

  /**
   * A random request: the name in a template, reordered, or with keywords; without a concept, one
   * of the captions and requests.
   */
  static String request(EmojiExample example, RandomStream random) {
    List<String> requests = example.dialogue().requests();
    int all = captions(example).size() + requests.size();
    if (!requests.isEmpty() && random.nextInt(all) < requests.size()) {
      return any(requests, random);
    } else if (!example.hasConcept()) {
      return caption(example, random);
    }
    String name = example.concept();
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

  /** A random caption: the name or, without a concept, one of the captions. */
  static String caption(EmojiExample example, RandomStream random) {
    return any(captions(example), random);
  }

  private static String any(List<String> texts, RandomStream random) {
    return texts.size() == 1 ? texts.get(0) : texts.get(random.nextInt(texts.size()));
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
