package dev.sprout.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;

/** Tokenizers of some pieces, small enough to be read thousands of times. */
final class SmallTokenizers {
  private static final int PIECES = 40;

  private SmallTokenizers() {}

  /** From a byte-pair tokenizer: its first pieces, and as unigrams behind an expression. */
  static List<byte[]> of(JsonElement whole) {
    JsonObject pairs = whole.getAsJsonObject();
    JsonObject vocabulary = new JsonObject();
    pairs.getAsJsonObject("model").getAsJsonObject("vocab").entrySet().stream()
        .sorted(Map.Entry.comparingByValue((a, b) -> a.getAsInt() - b.getAsInt()))
        .limit(PIECES)
        .forEach(piece -> vocabulary.add(piece.getKey(), piece.getValue()));
    pairs.getAsJsonObject("model").add("vocab", vocabulary);
    pairs.getAsJsonObject("model").add("merges", new JsonArray());
    JsonArray added = new JsonArray();
    pairs.getAsJsonArray("added_tokens").asList().stream()
        .filter(token -> token.getAsJsonObject().get("id").getAsInt() < PIECES)
        .forEach(added::add);
    pairs.add("added_tokens", added);
    JsonObject unigrams = pairs.deepCopy();
    unigrams.add("added_tokens", new JsonArray());
    unigrams.add(
        "model",
        JsonParser.parseString(
            "{'type': 'Unigram', 'unk_id': 0, 'byte_fallback': false,"
                + " 'vocab': [['<unk>', 0.0], ['<s>', 0.0], ['a', -1.5], ['b', -2.0]]}"));
    unigrams.add(
        "pre_tokenizer",
        JsonParser.parseString(
            "{'type': 'Split', 'pattern': {'Regex': '\\\\s+'}, 'behavior': 'Isolated',"
                + " 'invert': false}"));
    unigrams.add(
        "normalizer",
        JsonParser.parseString("{'type': 'Replace', 'pattern': {'String': 'a'}, 'content': 'b'}"));
    return List.of(bytes(pairs), bytes(unigrams));
  }

  private static byte[] bytes(JsonObject json) {
    return json.toString().getBytes(UTF_8);
  }
}
