package dev.sprout.language;

import dev.sprout.core.UserError;
import java.nio.file.Path;

/**
 * Sizes of a LLaMA network (Touvron et al., 2023).
 *
 * @param vocabulary V, rows of the embedding
 * @param width D, an even multiple of {@code heads}
 * @param layers decoder blocks, at most 1000
 * @param heads query heads
 * @param keyValueHeads heads of keys and values, a divisor of {@code heads}; fewer means
 *     grouped-query attention (Ainslie et al., 2023)
 * @param hidden width inside the gated MLP
 * @param epsilon of the normalisations, positive
 * @param ropeBase base of the rotary frequencies, above 1
 * @param maxPositions longest sequence, prompt and answer together
 * @param tiedEmbeddings whether the embedding is the output head as well
 */
public record LlamaConfig(
    int vocabulary,
    int width,
    int layers,
    int heads,
    int keyValueHeads,
    int hidden,
    double epsilon,
    double ropeBase,
    int maxPositions,
    boolean tiedEmbeddings) {
  private static final int MOST_LAYERS = 1000;

  /** Checks every size. */
  public LlamaConfig {
    positive("vocabulary", vocabulary);
    require(
        layers > 0 && layers <= MOST_LAYERS,
        "layers",
        layers,
        "a whole number from 1 to " + MOST_LAYERS);
    positive("heads", heads);
    positive("keyValueHeads", keyValueHeads);
    positive("hidden", hidden);
    positive("maxPositions", maxPositions);
    require(
        width > 0 && width % (2L * heads) == 0,
        "width",
        width,
        "a multiple of 2·heads = " + 2L * heads + " (rotary pairs)");
    require(
        heads % keyValueHeads == 0,
        "keyValueHeads",
        keyValueHeads,
        "a divisor of heads = " + heads);
    require(epsilon > 0, "epsilon", epsilon, "a positive number");
    require(ropeBase > 1, "ropeBase", ropeBase, "a number above 1");
  }

  /**
   * Reads the {@code config.json} of a Hugging Face checkpoint.
   *
   * @throws UserError when it is missing, impossible or describes another kind of network
   */
  public static LlamaConfig read(Path folder) {
    return HuggingFaceConfig.read(folder);
  }

  /** Writes {@code config.json}, whole or not at all. */
  public void write(Path folder) {
    HuggingFaceConfig.of(this).write(folder);
  }

  /** Width of one head, H. */
  public int headWidth() {
    return width / heads;
  }

  /** Width of all keys, or all values, of one position. */
  public int keyValueWidth() {
    return keyValueHeads * headWidth();
  }

  /** The same sizes with another number of words. */
  public LlamaConfig withVocabulary(int words) {
    return new LlamaConfig(
        words,
        width,
        layers,
        heads,
        keyValueHeads,
        hidden,
        epsilon,
        ropeBase,
        maxPositions,
        tiedEmbeddings);
  }

  private static void positive(String name, int value) {
    require(value > 0, name, value, "a whole number from 1");
  }

  private static void require(boolean valid, String name, Number value, String accepted) {
    if (!valid) {
      throw UserError.failure("LLaMA %s is %s; accepted is %s", name, value, accepted);
    }
  }
}
