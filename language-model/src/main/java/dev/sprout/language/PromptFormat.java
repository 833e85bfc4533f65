package dev.sprout.language;

/** How requests are put to the language model (SEED-LLaMA, pretrained forms). */
public final class PromptFormat {
  /** The piece that begins every sequence. */
  public static final String BEGIN = "<s>";

  /** The piece that ends an answer. */
  public static final String END = "</s>";

  private PromptFormat() {}

  /** A question behind a picture. */
  public static String question(String question) {
    return "question: " + question.strip() + " answer:";
  }

  /** A request that also names a style. */
  public static String styled(String text, String style) {
    return text + ", " + style + " style";
  }

  /** The first ids of {@code <s>} and a text, and zeros behind them: [length]. */
  public static long[] padded(TextTokenizer words, String text, int length) {
    long[] padded = new long[length];
    padded[0] = words.require(BEGIN);
    long[] ids = words.encode(text);
    System.arraycopy(ids, 0, padded, 1, Math.min(ids.length, length - 1));
    return padded;
  }
}
