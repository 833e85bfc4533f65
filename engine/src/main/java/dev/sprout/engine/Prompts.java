package dev.sprout.engine;

import dev.sprout.language.TextTokenizer;

/** How requests are put to the language model (SEED-LLaMA, pretrained forms). */
final class Prompts {
  static final String BEGIN = "<s>";
  static final String END = "</s>";

  private Prompts() {}

  /** A question behind a picture. */
  static String question(String question) {
    return "question: " + question.strip() + " answer:";
  }

  /** The first ids of {@code <s>} and a text, and zeros behind them: [length]. */
  static long[] padded(TextTokenizer words, String text, int length) {
    long[] padded = new long[length];
    padded[0] = words.require(BEGIN);
    long[] ids = words.encode(text);
    System.arraycopy(ids, 0, padded, 1, Math.min(ids.length, length - 1));
    return padded;
  }
}
