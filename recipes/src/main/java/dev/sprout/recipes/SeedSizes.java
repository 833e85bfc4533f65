package dev.sprout.recipes;

import dev.sprout.core.Default;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.seed.QuantiserConfig;
import dev.sprout.seed.SeedConfig;
import java.util.List;

/**
 * Sizes of a tokenizer in a configuration file; the rest follows from the generator and the
 * vocabulary.
 *
 * @param headWidths layer widths of the head that gives the generation embedding; null without one
 * @param quantiser kind of the quantiser; null for a codebook
 * @param textLength longest text in word ids, ≥ 1
 * @see SeedConfig
 */
record SeedSizes(
    int imageSize,
    int patch,
    int visionWidth,
    int visionDepth,
    int visionHeads,
    int width,
    int depth,
    int heads,
    int codes,
    int codeWidth,
    int detokenizerDepth,
    @Default("null") List<Integer> headWidths,
    int contrastWidth,
    @Default("null") QuantiserConfig quantiser,
    @Default("16") int textLength) {
  /** Ids per picture. */
  static final int QUERIES = 32;

  SeedSizes {
    Require.positive("contrastWidth", contrastWidth);
    Require.positive("textLength", textLength);
  }

  /** Checks that there is a head, as a generator without a prefix needs the embedding of ids. */
  void requireHead() {
    if (headWidths == null || headWidths.isEmpty()) {
      throw UserError.unusable(
          "seed.headWidths", "is missing; accepted is a list of widths such as 256, 128, 32");
    }
  }

  /** Checks that there is no head, as a generator with a prefix takes the codes themselves. */
  void requireNoHead() {
    if (headWidths != null) {
      throw UserError.unusable(
          "seed.headWidths",
          "has no effect: the generator takes codes as its prefix, no generation embedding; leave"
              + " it out");
    }
  }

  /**
   * All sizes.
   *
   * @param embedding width of class embeddings; 0 without a head
   * @param words size of the vocabulary
   */
  SeedConfig over(int embedding, int words) {
    return new SeedConfig(
        imageSize,
        patch,
        visionWidth,
        visionDepth,
        visionHeads,
        4 * visionWidth,
        QUERIES,
        true,
        width,
        depth,
        heads,
        4 * width,
        codes,
        codeWidth,
        detokenizerDepth,
        headWidths == null ? List.of() : headWidths,
        0,
        embedding,
        words,
        textLength,
        contrastWidth,
        quantiser);
  }
}
