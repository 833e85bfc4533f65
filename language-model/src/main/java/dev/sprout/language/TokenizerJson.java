package dev.sprout.language;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.sprout.core.UserError;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A Hugging Face {@code tokenizer.json}, checked and written anew for the native library.
 *
 * <p>Left out are {@code truncation} and {@code padding}, as texts are never cut or filled up, and
 * {@code post_processor}, which adds ids around texts: callers add them. One of a kind that may do
 * more is refused.
 */
final class TokenizerJson {
  private static final int LARGEST_ID = 9_999_999;
  private static final String POST_PROCESSOR = "post_processor";
  private static final Set<String> STAGES =
      Set.of(
          "version",
          "truncation",
          "padding",
          "added_tokens",
          "normalizer",
          "pre_tokenizer",
          POST_PROCESSOR,
          "decoder",
          "model");

  /** No character of texts (Unicode, section 23.7); begins what can't be written as text. */
  private static final String UNWRITABLE = "\uFDD0";

  private final Path file;
  private final JsonObject json = new JsonObject();
  private final Map<String, Integer> pieces;
  private final Map<String, JsonObject> added = new LinkedHashMap<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final String unknown;

  /**
   * Reads a file.
   *
   * @throws UserError when it is missing or broken, or has a part that isn't known
   */
  TokenizerJson(Path file) {
    this.file = file;
    JsonFields fields = JsonFields.read(file);
    fields.allowOnly(STAGES);
    json.addProperty("version", "1.0");
    json.add("normalizer", TokenizerSteps.NORMALIZER.rewritten(fields, "normalizer"));
    json.add("pre_tokenizer", TokenizerSteps.PRE_TOKENIZER.rewritten(fields, "pre_tokenizer"));
    json.add("decoder", TokenizerSteps.DECODER.rewritten(fields, "decoder"));
    TokenizerSteps.POST_PROCESSOR.rewritten(fields, POST_PROCESSOR);
    TokenizerVocabulary vocabulary = TokenizerVocabulary.read(fields.fields("model"));
    json.add("model", vocabulary.model());
    this.pieces = vocabulary.ids();
    this.unknown = vocabulary.unknown();
    ids.putAll(pieces);
    fields.array("added_tokens").forEach(token -> add(fields.path(), token));
    checkIds();
  }

  private void add(String path, JsonElement token) {
    if (!token.isJsonObject()) {
      throw UserError.failure("%s: added_tokens has %s; accepted are objects", path, token);
    }
    JsonFields fields = new JsonFields(path + ": added_tokens", token.getAsJsonObject());
    fields.allowOnly(
        Set.of("id", "content", "single_word", "lstrip", "rstrip", "normalized", "special"));
    String content = TokenizerVocabulary.checked(fields.path(), fields.text("content", ""));
    if (content.isEmpty()) {
      throw fields.invalid("content", "a text of one or more characters");
    }
    JsonObject written = new JsonObject();
    written.addProperty("id", fields.whole("id", -1));
    written.addProperty("content", content);
    for (String flag : new String[] {"single_word", "lstrip", "rstrip", "normalized", "special"}) {
      written.addProperty(flag, fields.flag(flag, false));
    }
    if (added.put(content, written) != null
        || !ids.getOrDefault(content, fields.whole("id", -1)).equals(fields.whole("id", -1))) {
      throw UserError.failure("%s: added_tokens gives '%s' a second id", path, content);
    }
    ids.put(content, fields.whole("id", -1));
  }

  private void checkIds() {
    Set<Integer> seen = new HashSet<>();
    ids.forEach(
        (text, id) -> {
          if (id < 0 || id > LARGEST_ID) {
            throw UserError.failure(
                "%s gives '%s' the id %d; accepted are 0 to %d", file, text, id, LARGEST_ID);
          } else if (!seen.add(id)) {
            throw UserError.failure("%s gives '%s' the id %d of another token", file, text, id);
          }
        });
  }

  /** Ids by the texts of tokens. */
  Map<String, Integer> ids() {
    return ids;
  }

  /** Texts of the added tokens. */
  Set<String> added() {
    return added.keySet();
  }

  /** Ids of tokens that a text never becomes. */
  Set<Integer> special() {
    Set<Integer> special = new TreeSet<>();
    ids.forEach(
        (text, id) -> {
          if (isSpecial(text)) {
            special.add(id);
          }
        });
    return special;
  }

  private boolean isSpecial(String text) {
    boolean marked = added.containsKey(text) && added.get(text).get("special").getAsBoolean();
    return !text.equals(unknown) && (marked || TextTokenizer.isReserved(text));
  }

  /** The file for decoding: with every token. */
  String forIds() {
    JsonArray tokens = new JsonArray();
    added.values().forEach(tokens::add);
    json.add("added_tokens", tokens);
    return text(json);
  }

  /**
   * The file for encoding: special tokens have texts that nobody writes, in places of their own so
   * that all other ids stay. Unknown characters still become the unknown piece.
   */
  String forTexts() {
    JsonArray tokens = new JsonArray();
    added.forEach(
        (content, token) -> {
          if (!isSpecial(content) && !content.equals(unknown)) {
            tokens.add(token);
          } else if (!pieces.containsKey(content)) {
            JsonObject hidden = token.deepCopy();
            hidden.addProperty("content", UNWRITABLE + token.get("id"));
            hidden.addProperty("normalized", false);
            tokens.add(hidden);
          }
        });
    JsonObject written = json.deepCopy();
    written.add("added_tokens", tokens);
    JsonObject model = written.getAsJsonObject("model");
    model.add("vocab", hidden(model.get("vocab")));
    return text(written);
  }

  private JsonElement hidden(JsonElement vocabulary) {
    if (vocabulary instanceof JsonArray rows) {
      for (int id = 0; id < rows.size(); id++) {
        JsonArray row = rows.get(id).getAsJsonArray();
        if (isSpecial(row.get(0).getAsString())) {
          row.set(0, new JsonPrimitive(UNWRITABLE + id));
        }
      }
      return rows;
    }
    JsonObject written = new JsonObject();
    vocabulary
        .getAsJsonObject()
        .asMap()
        .forEach((text, id) -> written.add(isSpecial(text) ? UNWRITABLE + id : text, id));
    return written;
  }

  private static String text(JsonObject json) {
    for (String part : new String[] {"truncation", "padding", POST_PROCESSOR}) {
      json.add(part, JsonNull.INSTANCE);
    }
    return new GsonBuilder().serializeNulls().disableHtmlEscaping().create().toJson(json);
  }
}
