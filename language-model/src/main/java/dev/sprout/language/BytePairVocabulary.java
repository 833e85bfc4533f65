package dev.sprout.language;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A byte-pair vocabulary from {@link BytePairTraining}: pieces and merges. The ids of a written
 * tokenizer are {@code <unk>} 0, {@code <s>} 1, {@code </s>} 2, the pieces, the image codes, {@code
 * <img>} and {@code </img>}.
 */
public final class BytePairVocabulary {
  private static final int MOST_CODES = 100_000;
  private static final List<String> SPECIAL = List.of("<unk>", "<s>", "</s>");
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().setPrettyPrinting().create();

  private final List<String> pieces;
  private final List<BytePairTraining.Merge> merges;

  BytePairVocabulary(List<String> pieces, List<BytePairTraining.Merge> merges) {
    this.pieces = List.copyOf(pieces);
    this.merges = List.copyOf(merges);
  }

  /** Pieces of text in the order of their ids; unmodifiable. */
  public List<String> pieces() {
    return pieces;
  }

  /** Number of ids of a tokenizer with so many image codes. */
  public int size(int codes) {
    return SPECIAL.size() + pieces.size() + codes + 2;
  }

  /**
   * Writes {@code tokenizer.json} for {@link TextTokenizer} and Hugging Face's own.
   *
   * @param codes size of the image codebook, 1 to 100,000
   */
  public void write(Path folder, int codes) {
    if (codes < 1 || codes > MOST_CODES) {
      throw UserError.badRequest(
          "a codebook of %d was given; accepted are 1 to %d image codes", codes, MOST_CODES);
    }
    JsonObject json = template();
    fill(json.getAsJsonObject("model"));
    fill(json.getAsJsonArray("added_tokens"), codes);
    byte[] bytes = (GSON.toJson(json) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(folder.resolve(TextTokenizer.FILE), out -> out.write(bytes));
  }

  private void fill(JsonObject model) {
    JsonObject ids = model.getAsJsonObject("vocab");
    SPECIAL.forEach(text -> ids.addProperty(text, ids.size()));
    pieces.forEach(text -> ids.addProperty(text, ids.size()));
    JsonArray pairs = model.getAsJsonArray("merges");
    merges.forEach(merge -> pairs.add(merge.left() + " " + merge.right()));
  }

  private void fill(JsonArray added, int codes) {
    SPECIAL.forEach(text -> added.add(token(text, added.size())));
    List<String> images = new ArrayList<>();
    for (int code = 0; code < codes; code++) {
      images.add(PictureVocabulary.name(code));
    }
    images.addAll(List.of(PictureVocabulary.BEGIN, PictureVocabulary.END));
    images.forEach(text -> added.add(token(text, pieces.size() + added.size())));
  }

  private static JsonObject token(String text, int id) {
    JsonObject token = new JsonObject();
    token.addProperty("id", id);
    token.addProperty("content", text);
    for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
      token.addProperty(flag, false);
    }
    token.addProperty("special", true);
    return token;
  }

  private static JsonObject template() {
    try (InputStream in = BytePairVocabulary.class.getResourceAsStream("BytePairTokenizer.json");
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return GSON.fromJson(reader, JsonObject.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
