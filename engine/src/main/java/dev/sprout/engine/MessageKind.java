package dev.sprout.engine;

import java.util.Locale;

/** What a message of a conversation wants. */
public enum MessageKind {
  /** A picture of what the message describes. */
  DRAW,
  /** The picture of the conversation, changed as the message says. */
  CHANGE,
  /** A caption of the picture. */
  DESCRIBE,
  /** An answer to a question about the picture. */
  ASK;

  private static final String DESCRIPTION =
      "(please )?(caption|describe)( (this|the|it))?( (picture|image|photo))?[.!?]?"
          + "|what('s| is) (in|on) (this|the) (picture|image|photo)\\?";

  /** First words of instructions, as language models of scenes learn them. */
  private static final String INSTRUCTION =
      "(now|make|change|replace|instead of|remove|take away|leave out|move|put|add|draw it)\\b.*"
          + "|draw .* instead[.!]?";

  /**
   * The kind of a message, by its words: a question ends with a question mark; an instruction
   * begins with "now", "make", "change", "replace", "instead of", "remove", "take away", "leave
   * out", "move", "put" or "add", or says "draw it …" or "draw … instead"; any other text describes
   * a new picture.
   */
  public static MessageKind of(String message) {
    String text = message.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    if (text.matches(DESCRIPTION)) {
      return DESCRIBE;
    } else if (text.endsWith("?")) {
      return ASK;
    }
    return text.matches(INSTRUCTION) ? CHANGE : DRAW;
  }

  /** Whether the answer is a picture; else it is a text. */
  public boolean isDrawn() {
    return this == DRAW || this == CHANGE;
  }
}
