package dev.sprout.gallery.scenes;

import dev.sprout.evaluation.words.CaptionQuality;
import dev.sprout.scenes.Ground;
import java.util.List;
import java.util.Optional;

/** Comparison of texts by their words, whatever case, accents and punctuation. */
final class Answers {
  private static final List<String> NUMBERS = List.of("one", "two", "three", "four");

  private Answers() {}

  /** Words of a text in lower case, with one space between them. */
  private static String words(String text) {
    return CaptionQuality.plain(text).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }

  /** Whether a text has all words of one of some phrases in a row. */
  static boolean names(String text, List<String> phrases) {
    String padded = " " + words(text) + " ";
    return phrases.stream()
        .map(Answers::words)
        .anyMatch(phrase -> !phrase.isEmpty() && padded.contains(" " + phrase + " "));
  }

  /** Whether a text is one of some phrases. */
  static boolean is(String text, List<String> phrases) {
    return phrases.stream().anyMatch(phrase -> words(phrase).equals(words(text)));
  }

  /** Whether an answer is the one wanted, with or without article; colours have synonyms. */
  static boolean isRight(String given, String wanted) {
    String answer = words(given).replaceFirst("^(a|an|the) ", "");
    Optional<Ground> ground = Ground.of(wanted);
    if (ground.isPresent()) {
      return ground.equals(Ground.of(answer.replace(' ', '-')));
    }
    int number = NUMBERS.indexOf(wanted) + 1;
    return answer.equals(words(wanted)) || (number > 0 && answer.equals(String.valueOf(number)));
  }
}
