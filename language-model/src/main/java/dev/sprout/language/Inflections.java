package dev.sprout.language;

import java.util.stream.Stream;

/** Simple inflections of English words: plurals, past and continuous forms, and back. */
final class Inflections {
  private static final int SHORTEST = 3; // so that bus is no inflection of bu

  private Inflections() {}

  /** Words that may differ from a word by an inflection alone. */
  static Stream<String> of(String word) {
    Stream<String> longer = Stream.of(word + "s", word + "es", changed(word, "y", "ies"));
    Stream<String> shorter =
        Stream.of(
            changed(word, "s", ""),
            changed(word, "es", ""),
            changed(word, "ies", "y"),
            changed(word, "ves", "f"),
            changed(word, "ves", "fe"),
            changed(word, "ed", ""),
            changed(word, "ed", "e"),
            changed(word, "ing", ""),
            changed(word, "ing", "e"),
            undoubled(word, "ed"),
            undoubled(word, "ing"));
    return isStem(word) ? Stream.concat(longer, shorter.filter(Inflections::isStem)) : Stream.of();
  }

  private static boolean isStem(String stem) {
    return stem.length() >= SHORTEST;
  }

  /** The word with another ending; itself if it ends otherwise. */
  private static String changed(String word, String end, String other) {
    return word.endsWith(end) ? word.substring(0, word.length() - end.length()) + other : word;
  }

  /** Running without ing is run. */
  private static String undoubled(String word, String end) {
    String stem = changed(word, end, "");
    int last = stem.length() - 1;
    boolean isDoubled = last > 0 && stem.charAt(last) == stem.charAt(last - 1);
    return isDoubled && stem.length() < word.length() ? stem.substring(0, last) : word;
  }
}
