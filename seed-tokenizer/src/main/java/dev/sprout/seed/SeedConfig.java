package dev.sprout.seed;

import dev.sprout.core.UserError;
import java.util.List;

/**
 * Sizes of a SEED tokenizer. The released one: 224 px, patches of 14, vision 1408×39 with 16 heads,
 * 32 queries of 768, 12 layers with 12 heads, 8192 codes of 32, 4 blocks in the de-tokenizer,
 * embeddings of 1024.
 *
 * @param imageSize pixels a side
 * @param patch pixels a side of a patch, a divisor of {@code imageSize}
 * @param visionWidth of the vision transformer
 * @param visionDepth its blocks
 * @param visionHeads its attention heads
 * @param visionHidden width inside its MLPs
 * @param queries ids a picture
 * @param causal query i sees queries up to i only
 * @param width of the Q-Former
 * @param depth its layers
 * @param heads its attention heads, and those of the de-tokenizer
 * @param hidden width inside its MLPs
 * @param codes in the codebook
 * @param codeWidth of each
 * @param detokenizerDepth blocks of each of the two stacks after the codebook
 * @param headWidths of the MLP head, [256, 128, 32] as released; empty for a reverse Q-Former
 * @param reverseDepth layers of the reverse Q-Former; 0 for an MLP head
 * @param embedding width of the generation embedding
 * @param words in the vocabulary of its text branch; 0 without one
 * @param textLength the most words of a text; 0 without a text branch
 * @param contrastWidth of the space where pictures and texts meet; 0 without a text branch
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
    int contrastWidth) {

  /** Checks that all sizes fit each other. */
  public SeedConfig {
    headWidths = headWidths == null ? List.of() : List.copyOf(headWidths);
    positive("imageSize", imageSize);
    positive("patch", patch);
    positive("visionDepth", visionDepth);
    positive("visionHidden", visionHidden);
    positive("queries", queries);
    positive("depth", depth);
    positive("hidden", hidden);
    positive("codes", codes);
    positive("codeWidth", codeWidth);
    positive("detokenizerDepth", detokenizerDepth);
    positive("embedding", embedding);
    headWidths.forEach(each -> positive("headWidths", each));
    divides("patch", patch, "imageSize", imageSize);
    divides("visionHeads", visionHeads, "visionWidth", visionWidth);
    divides("heads", heads, "width", width);
    if (headWidths.isEmpty() == (reverseDepth < 1)) {
      throw UserError.failure(
          "headWidths are %s and reverseDepth is %d; accepted is one of both: an MLP or a reverse"
              + " Q-Former",
          headWidths, reverseDepth);
    }
    if ((words > 0) != (textLength > 0) || (words > 0) != (contrastWidth > 0)) {
      throw UserError.failure(
          "words is %d, textLength %d, contrastWidth %d; accepted is all or none of the text branch",
          words, textLength, contrastWidth);
    }
  }

  /** Vision tokens of a picture: its patches and one more. */
  public int visionTokens() {
    int side = imageSize / patch;
    return side * side + 1;
  }

  /** Whether it can compare pictures with texts. */
  public boolean hasText() {
    return words > 0;
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw UserError.failure("%s is %d; accepted is a whole number from 1", name, value);
    }
  }

  private static void divides(String name, int part, String wholeName, int whole) {
    if (part < 1 || whole < 1 || whole % part != 0) {
      throw UserError.failure(
          "%s is %d and %s is %d; accepted is a divisor of it", name, part, wholeName, whole);
    }
  }
}
