package dev.sprout.language;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.sprout.nn.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Text as pieces of a vocabulary, as a Hugging Face {@code tokenizer.json} says. Nothing is added
 * to a text: marks such as {@code <s>} are written out. Thread-safe; closing frees native memory.
 */
public final class TextTokenizer implements AutoCloseable {
  /** The file's name in a model folder. */
  public static final String FILE = "tokenizer.json";

  private static final long MAX_BYTES = 100L << 20;

  private final Path file;
  private final HuggingFaceTokenizer tokenizer;

  private TextTokenizer(Path file, HuggingFaceTokenizer tokenizer) {
    this.file = file;
    this.tokenizer = tokenizer;
  }

  /**
   * Reads the tokenizer of a model folder.
   *
   * @throws UserError when there is no {@code tokenizer.json} or it is none
   */
  public static TextTokenizer load(Path folder) {
    Path file = folder.resolve(FILE);
    if (Files.isRegularFile(folder.resolve("tokenizer.model")) && !Files.exists(file)) {
      throw UserError.failure(
          "%s holds a SentencePiece tokenizer.model and no %s; add the %s that belongs to it",
          folder, FILE, FILE);
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw UserError.failure("%s has more than %d bytes", file, MAX_BYTES);
      }
      Map<String, String> options =
          Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");
      return new TextTokenizer(file, HuggingFaceTokenizer.newInstance(file, options));
    } catch (IOException | RuntimeException e) {
      throw UserError.failure(e, "%s is no readable tokenizer: %s", file, e.getMessage());
    }
  }

  /** Ids of a text's pieces. */
  public int[] encode(String text) {
    long[] ids = tokenizer.encode(text, false, false).getIds();
    return Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
  }

  /** The text of pieces; marks such as {@code </s>} are left out. */
  public String decode(int... ids) {
    return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), true).strip();
  }

  /**
   * The id of one piece or mark.
   *
   * @throws UserError when the vocabulary has none such
   */
  public int id(String piece) {
    int[] ids = encode(piece);
    if (ids.length != 1) {
      throw UserError.failure("%s has no %s: it belongs to another kind of model", file, piece);
    }
    return ids[0];
  }

  /** The first ids of {@code <s>}, the text, and padding with {@code <unk>}: [T]. */
  public long[] padded(String text, int length) {
    long[] ids = new long[length];
    ids[0] = id(BytePairTraining.BEGIN);
    int[] pieces = encode(text);
    for (int i = 0; i < Math.min(pieces.length, length - 1); i++) {
      ids[i + 1] = pieces[i];
    }
    return ids;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
