package dev.sprout.language;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.sprout.core.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pieces in a {@code tokenizer.json}: byte pairs (Sennrich et al., 2016) or unigrams (Kudo,
 * 2018).
 *
 * @param model the file's part, written anew
 * @param ids by the texts of pieces
 * @param unknown text of the piece for unknown characters, or null
 */
record TokenizerVocabulary(JsonObject model, Map<String, Integer> ids, String unknown) {
  private static final Set<String> BYTE_PAIRS =
      Set.of(
          "type",
          "dropout",
          "unk_token",
          "continuing_subword_prefix",
          "end_of_word_suffix",
          "fuse_unk",
          "byte_fallback",
          "ignore_merges",
          "vocab",
          "merges");

  private static final Set<String> UNIGRAMS = Set.of("type", "unk_id", "byte_fallback", "vocab");

  /**
   * Reads the part {@code model} of a file.
   *
   * @throws UserError naming what is missing, not known or of another kind
   */
  static TokenizerVocabulary read(JsonFields model) {
    return switch (model.text("type", "")) {
      case "BPE" -> bytePairs(model);
      case "Unigram" -> unigrams(model);
      default -> throw model.invalid("type", "BPE or Unigram");
    };
  }

  private static TokenizerVocabulary bytePairs(JsonFields model) {
    model.allowOnly(BYTE_PAIRS);
    model.requireValues(Map.of("dropout", "0"));
    JsonFields vocabulary = model.fields("vocab");
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (String text : vocabulary.object().keySet()) {
      ids.put(wellFormed(vocabulary, text), vocabulary.whole(text, -1));
    }
    String unknown = model.text("unk_token", null);
    if (unknown != null && !ids.containsKey(unknown)) {
      throw model.invalid("unk_token", "a piece of the vocabulary");
    }
    JsonObject written = new JsonObject();
    written.addProperty("type", "BPE");
    written.add("dropout", JsonNull.INSTANCE);
    for (String text : List.of("unk_token", "continuing_subword_prefix", "end_of_word_suffix")) {
      written.addProperty(text, model.text(text, null));
    }
    for (String flag : List.of("fuse_unk", "byte_fallback", "ignore_merges")) {
      written.addProperty(flag, model.flag(flag, false));
    }
    JsonObject pieces = new JsonObject();
    ids.forEach(pieces::addProperty);
    written.add("vocab", pieces);
    written.add("merges", merges(model, ids));
    return new TokenizerVocabulary(written, ids, unknown);
  }

  private static JsonArray merges(JsonFields model, Map<String, Integer> ids) {
    JsonArray merges = new JsonArray();
    for (JsonElement merge : model.array("merges")) {
      String[] pair = pair(merge);
      if (pair.length != 2 || !ids.containsKey(pair[0]) || !ids.containsKey(pair[1])) {
        throw UserError.failure(
            "%s: merges has %s; accepted are pairs of pieces", model.path(), merge);
      }
      JsonArray written = new JsonArray();
      written.add(pair[0]);
      written.add(pair[1]);
      merges.add(written);
    }
    return merges;
  }

  /** A pair as newer files have it, or with a blank between as older ones do. */
  private static String[] pair(JsonElement merge) {
    if (merge instanceof JsonArray list) {
      return list.asList().stream()
          .map(item -> item.isJsonPrimitive() ? item.getAsString() : "")
          .toArray(String[]::new);
    }
    return merge.isJsonPrimitive() ? merge.getAsString().split(" ", -1) : new String[0];
  }

  private static TokenizerVocabulary unigrams(JsonFields model) {
    model.allowOnly(UNIGRAMS);
    Map<String, Integer> ids = new LinkedHashMap<>();
    JsonArray rows = new JsonArray();
    for (JsonElement row : model.array("vocab")) {
      JsonArray pair = row.isJsonArray() ? row.getAsJsonArray() : new JsonArray();
      JsonObject piece = new JsonObject();
      if (pair.size() == 2) {
        piece.add("piece", pair.get(0));
        piece.add("score", pair.get(1));
      }
      JsonFields fields = new JsonFields(model.path() + ": vocab", piece);
      JsonArray written = new JsonArray();
      written.add(fields.text("piece", ""));
      written.add(fields.number("score", 0));
      if (pair.size() != 2 || ids.put(fields.text("piece", ""), ids.size()) != null) {
        throw UserError.failure(
            "%s: vocab has %s; accepted are pairs of a new piece and its score", model.path(), row);
      }
      rows.add(written);
    }
    int unknown = model.whole("unk_id", -1);
    if (unknown < 0 || unknown >= ids.size()) { // without one, other characters end in an error
      throw model.invalid("unk_id", "the number of a piece");
    }
    JsonObject written = new JsonObject();
    written.addProperty("type", "Unigram");
    written.addProperty("unk_id", unknown);
    written.addProperty("byte_fallback", model.flag("byte_fallback", false));
    written.add("vocab", rows);
    String text = rows.get(unknown).getAsJsonArray().get(0).getAsString();
    return new TokenizerVocabulary(written, ids, text);
  }

  private static String wellFormed(JsonFields vocabulary, String text) {
    if (!TextTokenizer.isWellFormed(text)) {
      throw UserError.failure("%s has a piece of half a character", vocabulary.path());
    }
    return text;
  }
}
