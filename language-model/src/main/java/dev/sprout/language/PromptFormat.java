package dev.sprout.language;

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

  /** The ids of {@code <s>} and a text, cut or padded with zeros to a length: [length]. */
  public static long[] padded(TextTokenizer tokenizer, String text, int length) {
    long[] padded = new long[length];
    padded[0] = tokenizer.require(BEGIN);
    long[] ids = tokenizer.encode(text);
    System.arraycopy(ids, 0, padded, 1, Math.min(ids.length, length - 1));
    return padded;
  }
}
