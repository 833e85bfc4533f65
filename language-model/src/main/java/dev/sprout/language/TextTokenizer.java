package dev.sprout.language;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.sprout.core.AtomicFile;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Text to ids and back by a Hugging Face {@code tokenizer.json}, read by the original library.
 *
 * <p>No id is added on its own: begin and end of text are given as text, {@code <s>} and {@code
 * </s>}. Nothing is fetched. Thread-safe; close to free native memory.
 */
public final class TextTokenizer implements AutoCloseable {
  /** The file's name in a model folder. */
  public static final String FILE = "tokenizer.json";

  private static final String SENTENCE_PIECE = "tokenizer.model";
  private static final int LARGEST_ID = 9_999_999;

  private final HuggingFaceTokenizer tokenizer;
  private final Map<String, Integer> ids;

  private TextTokenizer(HuggingFaceTokenizer tokenizer, Map<String, Integer> ids) {
    this.tokenizer = tokenizer;
    this.ids = ids;
  }

  /**
   * Reads the tokenizer of a model folder.
   *
   * @throws UserError when there is none, it is broken, or it is of another kind
   */
  public static TextTokenizer read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file) && Files.isRegularFile(folder.resolve(SENTENCE_PIECE))) {
      throw UserError.failure(
          "%s holds a SentencePiece %s only, which can't be read. Put a %s beside it: fetch it"
              + " with the model, or save it with Hugging Face's LlamaTokenizerFast.",
          folder, SENTENCE_PIECE, FILE);
    }
    Map<String, Integer> ids = ids(file);
    checkRange(file, ids);
    try {
      HuggingFaceTokenizer tokenizer =
          HuggingFaceTokenizer.builder()
              .optTokenizerPath(file)
              .optAddSpecialTokens(false)
              .optTruncation(false)
              .optPadding(false)
              .build();
      return new TextTokenizer(tokenizer, ids);
    } catch (IOException | RuntimeException e) {
      throw UserError.failure(e, "%s is no tokenizer: %s", file, e.getMessage());
    }
  }

  /**
   * Copies the file of one folder into another, which is made if missing.
   *
   * @throws UserError when it can't be read or written
   */
  public static void copy(Path from, Path to) {
    AtomicFile.makeFolder(to);
    AtomicFile.write(to.resolve(FILE), out -> Files.copy(from.resolve(FILE), out));
  }

  private static Map<String, Integer> ids(Path file) {
    JsonObject json = JsonFile.read(file, JsonObject.class, UserError.Kind.FAILED);
    Map<String, Integer> ids = new HashMap<>();
    try {
      JsonElement pieces = json.getAsJsonObject("model").get("vocab");
      if (pieces.isJsonArray()) { // unigram: pieces with scores, in the order of their ids
        JsonArray rows = pieces.getAsJsonArray();
        rows.forEach(row -> ids.put(row.getAsJsonArray().get(0).getAsString(), ids.size()));
      } else {
        pieces.getAsJsonObject().asMap().forEach((text, id) -> ids.put(text, id.getAsInt()));
      }
      for (JsonElement added : json.getAsJsonArray("added_tokens")) {
        JsonObject token = added.getAsJsonObject();
        ids.put(token.get("content").getAsString(), token.get("id").getAsInt());
      }
      return ids;
    } catch (RuntimeException e) { // any part missing or of another kind
      throw UserError.failure(e, "%s is no tokenizer: it lacks model.vocab or added_tokens", file);
    }
  }

  private static void checkRange(Path file, Map<String, Integer> ids) {
    ids.forEach(
        (text, id) -> {
          if (id < 0 || id > LARGEST_ID) {
            throw UserError.failure(
                "%s gives '%s' the id %d; accepted are 0 to %d", file, text, id, LARGEST_ID);
          }
        });
  }

  /** Ids of a text. */
  public long[] encode(String text) {
    return tokenizer.encode(text, false, false).getIds();
  }

  /** The text of ids, those of special tokens included. */
  public String decode(long... ids) {
    return ids.length == 0 ? "" : tokenizer.decode(ids, false);
  }

  /** The id of the token that is exactly this text, if there is one. */
  public OptionalInt id(String token) {
    Integer id = ids.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /**
   * The id of a token that a model can't do without.
   *
   * @throws UserError naming the token when it is missing
   */
  public int require(String token) {
    return id(token)
        .orElseThrow(
            () ->
                UserError.failure(
                    "this tokenizer doesn't fit the model: it has no %s. Use the %s that was"
                        + " published with the weights.",
                    token, FILE));
  }

  /** One more than the largest id. */
  public int size() {
    return 1 + ids.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
  }

  /** By id, below {@link #size}, whether it stands for a token. */
  boolean[] known() {
    boolean[] known = new boolean[size()];
    ids.values().forEach(id -> known[id] = true);
    return known;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
