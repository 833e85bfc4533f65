package dev.sprout.seed;

import dev.sprout.core.Default;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.util.List;

/**
 * Sizes of a SEED tokenizer. The released one: 224 px, patches of 14, vision 1408×39 with 16 heads,
 * 32 queries of 768, 12 layers with 12 heads, 8192 codes of 32, 4 blocks in the de-tokenizer,
 * embeddings of 1024.
 *
 * @param imageSize pixels per side, S
 * @param patch pixels per side of a patch, a divisor of {@code imageSize}
 * @param visionWidth width of the vision transformer
 * @param visionDepth blocks of the vision transformer
 * @param visionHeads attention heads of the vision transformer
 * @param visionHidden hidden width of the vision transformer's MLPs
 * @param queries ids per picture, Q
 * @param causal whether query i attends to queries 0 to i only
 * @param width width of the Q-Former, D
 * @param depth layers of the Q-Former
 * @param heads attention heads of Q-Former and de-tokenizer
 * @param hidden hidden width of the Q-Former's MLPs
 * @param codes codes of the quantiser
 * @param codeWidth width of a code, K
 * @param detokenizerDepth blocks of each of the two stacks behind the codebook
 * @param headWidths layer widths of the MLP head, [256, 128, 32] as released; empty for a reverse
 *     Q-Former or without a generation embedding
 * @param reverseDepth layers of the reverse Q-Former; 0 for an MLP head or without one
 * @param embedding width of the generation embedding, E; 0 without one, for generators that take
 *     the codes themselves
 * @param words vocabulary of the text branch; 0 without one
 * @param textLength longest text in word ids; 0 without a text branch
 * @param contrastWidth width of the joint image–text space, P; 0 without a text branch
 * @param quantiser kind of the quantiser; null for a codebook, as released
 */
public record SeedConfig(
    int imageSize,
    int patch,
    int visionWidth,
    int visionDepth,
    int visionHeads,
    int visionHidden,
    int queries,
    boolean causal,
    int width,
    int depth,
    int heads,
    int hidden,
    int codes,
    int codeWidth,
    int detokenizerDepth,
    List<Integer> headWidths,
    int reverseDepth,
    int embedding,
    int words,
    int textLength,
    int contrastWidth,
    @Default("null") QuantiserConfig quantiser) {
  private static final int MOST_PIXELS = 4096;
  private static final int WIDEST = 1 << 16;
  private static final int DEEPEST = 1000;
  private static final int MOST_QUERIES = 4096;
  private static final int MOST_CODES = 1 << 24;

  /** Checks that all sizes fit each other. */
  public SeedConfig {
    headWidths = List.copyOf(Require.present("headWidths", headWidths));
    size("imageSize", imageSize, MOST_PIXELS);
    size("visionWidth", visionWidth, WIDEST);
    size("visionDepth", visionDepth, DEEPEST);
    size("visionHidden", visionHidden, WIDEST);
    size("queries", queries, MOST_QUERIES);
    size("width", width, WIDEST);
    size("depth", depth, DEEPEST);
    size("hidden", hidden, WIDEST);
    size("codes", codes, MOST_CODES);
    size("codeWidth", codeWidth, WIDEST);
    size("detokenizerDepth", detokenizerDepth, DEEPEST);
    Require.between("embedding", embedding, 0, WIDEST);
    headWidths.forEach(each -> size("headWidths", each, WIDEST));
    Require.between("reverseDepth", reverseDepth, 0, DEEPEST);
    Require.between("words", words, 0, MOST_CODES);
    Require.between("textLength", textLength, 0, MOST_QUERIES);
    Require.between("contrastWidth", contrastWidth, 0, WIDEST);
    Require.divisor("patch", patch, "imageSize", imageSize);
    Require.divisor("visionHeads", visionHeads, "visionWidth", visionWidth);
    Require.divisor("heads", heads, "width", width);
    if (embedding == 0 && (!headWidths.isEmpty() || reverseDepth > 0)) {
      throw UserError.failure(
          "embedding is 0, but headWidths are %s and reverseDepth is %d; accepted is neither where"
              + " there is no generation embedding",
          headWidths, reverseDepth);
    }
    if (embedding > 0 && headWidths.isEmpty() == (reverseDepth < 1)) {
      throw UserError.failure(
          "headWidths are %s and reverseDepth is %d; accepted is one of both: an MLP or a reverse"
              + " Q-Former",
          headWidths, reverseDepth);
    }
    if ((words > 0) != (textLength > 0) || (words > 0) != (contrastWidth > 0)) {
      throw UserError.failure(
          "words is %d, textLength %d, contrastWidth %d; accepted is all or none of the text"
              + " branch",
          words, textLength, contrastWidth);
    }
    if (quantiser != null) {
      quantiser.check(codes, codeWidth);
    }
  }

  private static void size(String field, int value, int most) {
    Require.between(field, value, 1, most);
  }

  /** Vision tokens per picture, N: the class token and one for each patch. */
  public int visionTokens() {
    int side = imageSize / patch;
    return side * side + 1;
  }

  /** Whether codes are entries of a learned codebook. */
  public boolean hasCodebook() {
    return quantiser == null || quantiser.kind() == QuantiserConfig.Kind.VQ;
  }

  /** The same sizes without a generation embedding. */
  public SeedConfig withoutGenerationEmbedding() {
    return new SeedConfig(
        imageSize,
        patch,
        visionWidth,
        visionDepth,
        visionHeads,
        visionHidden,
        queries,
        causal,
        width,
        depth,
        heads,
        hidden,
        codes,
        codeWidth,
        detokenizerDepth,
        List.of(),
        0,
        0,
        words,
        textLength,
        contrastWidth,
        quantiser);
  }

  /** Whether ids decode to a generation embedding. */
  public boolean hasGenerationEmbedding() {
    return embedding > 0;
  }

  /** Whether the tokenizer has a text branch. */
  public boolean hasText() {
    return words > 0;
  }
}
