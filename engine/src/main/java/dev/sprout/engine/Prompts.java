package dev.sprout.engine;

/** How requests are put to the language model (SEED-LLaMA, pretrained forms). */
final class Prompts {
  static final String BEGIN = "<s>";
  static final String END = "</s>";

  private Prompts() {}

  /** A question behind a picture. */
  static String question(String question) {
    return "question: " + question.strip() + " answer:";
  }
}
