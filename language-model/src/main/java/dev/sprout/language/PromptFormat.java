package dev.sprout.language;

import dev.sprout.core.UserError;

/** Forms of prompts (SEED-LLaMA, as pretrained). */
public final class PromptFormat {
  /** The token that begins every sequence. */
  public static final String BEGIN = "<s>";

  /** The token that ends an answer. */
  public static final String END = "</s>";

  private PromptFormat() {}

  /** A question about the image before it. */
  public static String question(String question) {
    return "question: " + question.strip() + " answer:";
  }

  /** A request for an image in a style. */
  public static String styled(String text, String style) {
    return text + ", " + style + " style";
  }

  /**
   * The ids of a prompt's text. NUL is refused, which tokenizers drop or take for an unknown word.
   *
   * @throws UserError for the field {@code prompt} when it has NUL, or as {@link
   *     TextTokenizer#encode} does
   */
  static long[] ids(TextTokenizer tokenizer, String prompt) {
    if (prompt.indexOf('\0') >= 0) {
      throw UserError.unusable("prompt", "has the control character NUL (U+0000); leave it out");
    }
    return tokenizer.encode(prompt);
  }

  /**
   * Checks that a text names no special token. Tokenizers read one as the characters that it is
   * written in, which is hardly what was meant.
   *
   * @param field what the text is for, such as {@code prompt}
   * @return the text
   * @throws UserError naming the token
   */
  public static String withoutTokens(String field, String text) {
    TextTokenizer.firstReserved(text)
        .ifPresent(
            token -> {
              throw UserError.unusable(
                  field, "has %s, a special token of language models; leave it out", token);
            });
    return text;
  }

  /** The ids of {@code <s>} and a text, cut or padded with zeros to a length: [length]. */
  public static long[] padded(TextTokenizer tokenizer, String text, int length) {
    long[] padded = new long[length];
    padded[0] = tokenizer.require(BEGIN);
    long[] ids = ids(tokenizer, text);
    System.arraycopy(ids, 0, padded, 1, Math.min(ids.length, length - 1));
    return padded;
  }
}
