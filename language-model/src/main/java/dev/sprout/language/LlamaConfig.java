package dev.sprout.language;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.nio.file.Path;

/**
 * Sizes of a LLaMA network (Touvron et al., 2023).
 *
 * @param vocabulary V, rows of the embedding, 1 to 10 million
 * @param width D, an even multiple of {@code heads}, at most 2^17
 * @param layers decoder blocks, 1 to 1000
 * @param heads query heads
 * @param keyValueHeads heads of keys and values, a divisor of {@code heads}; fewer means
 *     grouped-query attention (Ainslie et al., 2023)
 * @param hidden width inside the gated MLP, 1 to 2^20
 * @param epsilon of the normalisations, above 0, up to 1
 * @param rope rotary position embedding
 * @param maxPositions longest sequence, prompt and answer together, 1 to 2^24
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
    RopeConfig rope,
    int maxPositions,
    boolean tiedEmbeddings) {
  private static final int LARGEST_VOCABULARY = 10_000_000;
  private static final int MOST_LAYERS = 1000;
  private static final int LARGEST_WIDTH = 1 << 17;
  private static final int LARGEST_HIDDEN = 1 << 20;
  private static final int MOST_POSITIONS = 1 << 24;

  /** Checks every size. */
  public LlamaConfig {
    Require.between("vocabulary", vocabulary, 1, LARGEST_VOCABULARY);
    Require.between("layers", layers, 1, MOST_LAYERS);
    Require.between("width", width, 1, LARGEST_WIDTH);
    Require.between("heads", heads, 1, width);
    if (width % (2L * heads) != 0) {
      throw UserError.invalid(
          "width", width, "a multiple of 2·heads = " + 2L * heads + " (rotary pairs)");
    }
    Require.divisor("keyValueHeads", keyValueHeads, "heads", heads);
    Require.between("hidden", hidden, 1, LARGEST_HIDDEN);
    Require.positiveUpTo("epsilon", epsilon, 1);
    Require.present("rope", rope);
    Require.between("maxPositions", maxPositions, 1, MOST_POSITIONS);
  }

  /** Sizes of a network whose rotary frequencies aren't scaled. */
  public LlamaConfig(
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
    this(
        vocabulary,
        width,
        layers,
        heads,
        keyValueHeads,
        hidden,
        epsilon,
        RopeConfig.unscaled(ropeBase),
        maxPositions,
        tiedEmbeddings);
  }

  /**
   * Reads the {@code config.json} of a Hugging Face checkpoint.
   *
   * @throws UserError when it is missing or impossible, describes another kind of network, or has a
   *     setting that isn't known
   */
  public static LlamaConfig read(Path folder) {
    return HuggingFaceConfig.read(folder);
  }

  /** Writes {@code config.json}, whole or not at all. */
  public void write(Path folder) {
    HuggingFaceConfig.write(folder, this);
  }

  /** Width of one head, H. */
  public int headWidth() {
    return width / heads;
  }

  /** Width of all keys, or all values, of one position. */
  public int keyValueWidth() {
    return keyValueHeads * headWidth();
  }

  /**
   * The same sizes with another number of embedding rows, and with or without an output head of its
   * own.
   */
  LlamaConfig with(int rows, boolean tied) {
    return new LlamaConfig(
        rows, width, layers, heads, keyValueHeads, hidden, epsilon, rope, maxPositions, tied);
  }
}
