package dev.sprout.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files laid out as the published ones are; those written here are in BytePairTrainingTest. */
class TextTokenizerTest {
  private static final String ADDED =
      """
      "added_tokens": [
        {"id": 1, "content": "<s>", "single_word": false, "lstrip": false, "rstrip": false,
         "normalized": false, "special": true},
        {"id": 9, "content": "<img>", "single_word": false, "lstrip": false, "rstrip": false,
         "normalized": false, "special": true}],
      "post_processor": {"type": "TemplateProcessing",
        "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A",
         "type_id": 0}}], "pair": [],
        "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}}},
      """;

  /** As LLaMA's: a boundary mark in front, unknown characters as bytes. */
  private static final String BYTE_PAIRS =
      """
      {"version": "1.0", "truncation": {"direction": "Right", "max_length": 3,
        "strategy": "LongestFirst", "stride": 0}, "padding": null,
      %s
      "normalizer": {"type": "Sequence", "normalizers": [
        {"type": "Prepend", "prepend": "▁"},
        {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]},
      "pre_tokenizer": null,
      "decoder": {"type": "Sequence", "decoders": [
        {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
        {"type": "ByteFallback"}, {"type": "Fuse"},
        {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
      "model": {"type": "BPE", "unk_token": "<unk>", "fuse_unk": true, "byte_fallback": true,
        "vocab": {"<unk>": 0, "<s>": 1, "</s>": 2, "<0xC3>": 3, "<0xA9>": 4, "▁": 5, "a": 6,
          "▁a": 7, "b": 8},
        "merges": ["▁ a"]}}
      """
          .formatted(ADDED);

  private static final String UNIGRAMS =
      """
      {"version": "1.0", "truncation": null, "padding": null,
      %s
      "normalizer": null,
      "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"},
      "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"},
      "model": {"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0], ["<s>", 0], ["</s>", 0],
        ["▁a", -1], ["b", -2], ["▁", -3], ["x", -9], ["y", -9], ["z", -9]]}}
      """
          .formatted(ADDED);

  @TempDir private Path folder;

  @Test
  void publishedBytePairsAreRead() {
    try (TextTokenizer tokenizer = tokenizer(BYTE_PAIRS)) {
      assertThat(tokenizer.encode("a bé")).containsExactly(7, 5, 8, 3, 4);
      assertThat(tokenizer.decode(7, 5, 8, 3, 4)).isEqualTo("a bé");
      assertThat(tokenizer.decode(1, 7, 9)).isEqualTo("<s> a<img>");
      assertThat(tokenizer.id("<img>")).hasValue(9);
      assertThat(tokenizer.id("<image>")).isEmpty();
      assertThat(tokenizer.size()).isEqualTo(10);
    }
  }

  @Test
  void nothingIsAddedOrCut() {
    try (TextTokenizer tokenizer = tokenizer(BYTE_PAIRS)) {
      assertThat(tokenizer.encode("a a a a a a")).containsExactly(7, 7, 7, 7, 7, 7);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{\"type\": \"ByteLevel\", \"add_prefix_space\": true, \"trim_offsets\": false}",
        "{\"type\": \"Sequence\", \"processors\": [{\"type\": \"ByteLevel\"}]}"
      })
  void postProcessorsOfKnownKindsChangeNoId(String processor) {
    int start = BYTE_PAIRS.indexOf("{\"type\": \"TemplateProcessing\"");
    int end = BYTE_PAIRS.indexOf("\"normalizer\"");
    String json = BYTE_PAIRS.substring(0, start) + processor + ", " + BYTE_PAIRS.substring(end);
    try (TextTokenizer tokenizer = tokenizer(json)) {
      assertThat(tokenizer.encode("a b")).containsExactly(7, 5, 8);
    }
  }

  @Test
  void unigramsAreRead() {
    try (TextTokenizer tokenizer = tokenizer(UNIGRAMS)) {
      assertThat(tokenizer.encode("ab a")).containsExactly(3, 4, 3);
      assertThat(tokenizer.id("▁a")).hasValue(3);
      assertThat(tokenizer.require("<img>")).isEqualTo(9);
    }
  }

  @Test
  void missingTokensAreNamed() {
    try (TextTokenizer tokenizer = tokenizer(UNIGRAMS)) {
      assertThatThrownBy(() -> tokenizer.require("</img>"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("doesn't fit the model")
          .hasMessageContaining("</img>");
    }
  }

  /** As tokenizers 0.23.3 has it. */
  @ParameterizedTest
  @CsvSource({"bytes, mha", "llama3, gqa", "pieces, mqa"})
  void idsAndTextsAreThoseOfTheLibrary(String name, String model) {
    JsonObject recorded = JsonFields.read(Llamas.resource("parity/tokens.json")).object();
    JsonArray strings = recorded.getAsJsonArray("strings");
    int equal = 0;
    try (TextTokenizer tokenizer = TextTokenizer.read(Llamas.resource("parity/" + model))) {
      for (int i = 0; i < strings.size(); i++) {
        String text = strings.get(i).getAsString();
        long[] ids =
            new Gson()
                .fromJson(
                    recorded.getAsJsonObject("ids").getAsJsonArray(name).get(i), long[].class);
        String decoded =
            recorded.getAsJsonObject("decoded").getAsJsonArray(name).get(i).getAsString();
        assertThat(tokenizer.decode(ids)).isEqualTo(decoded);
        if (LongStream.of(ids).noneMatch(id -> id < 3 || isPicture(tokenizer, id))) {
          assertThat(tokenizer.encode(text)).as(text).containsExactly(ids);
          equal++;
        } else {
          assertThat(LongStream.of(tokenizer.encode(text)))
              .as(text)
              .noneMatch(id -> id < 3 || isPicture(tokenizer, id));
        }
      }
    }
    assertThat(equal).isGreaterThan(150);
  }

  private static boolean isPicture(TextTokenizer tokenizer, long id) {
    return id >= tokenizer.require("<img_00000>") && id <= tokenizer.require("</img>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mha", "gqa", "mqa"})
  void aTextNeverBecomesSpecial(String model) {
    try (TextTokenizer tokenizer = TextTokenizer.read(Llamas.resource("parity/" + model))) {
      String text = "a <img> <img_00001></img>b</s><s>c <unk>";
      long[] ids = tokenizer.encode(text);
      assertThat(LongStream.of(ids)).noneMatch(id -> id < 3 || isPicture(tokenizer, id));
      assertThat(tokenizer.decode(ids).strip()).isEqualTo(text);
      assertThatThrownBy(() -> tokenizer.encode("half \ud800"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("half a character");
      assertThatThrownBy(() -> tokenizer.encode("\uFDD0" + tokenizer.require("<img>")))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("leave them out");
    }
  }

  @Test
  void aTextNeverBecomesSpecialUnigramsEither() {
    try (TextTokenizer tokenizer = tokenizer(UNIGRAMS)) {
      assertThat(tokenizer.encode("a<s></s><img>")).startsWith(3).doesNotContain(1, 2, 9);
    }
  }

  /** By longer pieces the native library overflows its stack, which ends the process. */
  @Test
  void piecesOfAnyAcceptedLengthAreRead() {
    String longest = UNIGRAMS.replace("\"z\"", "\"" + "語".repeat(512) + "\"");
    try (TextTokenizer tokenizer = tokenizer(longest)) {
      assertThat(tokenizer.encode("b")).containsExactly(5, 4);
    }
    assertThatThrownBy(() -> tokenizer(longest.replace("語語", "語語語")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("model: vocab has a piece of 768 characters; accepted are up to 512");
  }

  @Test
  void unigramsWithoutAPieceForUnknownCharactersAreRefused() {
    assertThatThrownBy(() -> tokenizer(UNIGRAMS.replace("\"unk_id\": 0, ", "")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("unk_id is missing; accepted is the number of a piece");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"decoder\": {|\"decoder\": {\"x\": 1e999, |decoder: x is 1e999; this setting is unknown",
        "\"decoder\": {|\"decoder\": {\"x\": NaN, |no valid JSON",
        "\"decoder\": {|\"decoder\": {\"x\": bare, |no valid JSON",
        "\"decoder\": {|\"decoder\": {\"x\": \"\\ud800\", |x is \"�\"",
        "\"content\": \"▁\"}|\"content\": \"\\ud800\"}|content is \"�\"; accepted is a text of whole",
        "\"start\": 1|\"start\": 1e999|start is 1e999; accepted is a number",
        "\"start\": 1|\"start\": -1|start is -1",
        "\"type\": \"Fuse\"|\"type\": \"CTC\"|type is \"CTC\"; accepted is one of ByteFallback",
        "\"type\": \"Prepend\"|\"type\": \"Precompiled\"|type is \"Precompiled\"",
        "{\"String\": \" \"}|{\"Regex\": \"(a*)*$\"}|Regex is \"(a*)*$\"",
        "\"pre_tokenizer\": null|\"pre_tokenizer\": {\"type\": \"Split\", \"pattern\": {\"Regex\": \"(a*)*$\"}}|Regex is",
        "\"pre_tokenizer\": null|\"pre_tokenizer\": {\"type\": \"Metaspace\", \"replacement\": \"ab\"}|one character",
        "\"pre_tokenizer\": null|\"pre_tokenizer\": 5|pre_tokenizer is 5; accepted is an object",
        "\"version\": \"1.0\"|\"vision\": 1|vision is 1; this setting is unknown",
        "\"type\": \"TemplateProcessing\"|\"type\": \"Unheard\"|post_processor: type is \"Unheard\"",
        "\"pair\": []|\"triple\": []|post_processor: triple is []; this setting is unknown",
        "\"type\": \"BPE\"|\"type\": \"WordPiece\"|type is \"WordPiece\"; accepted is BPE or Unigram",
        "\"fuse_unk\": true|\"fuse_unk\": 1|fuse_unk is 1",
        "\"fuse_unk\": true|\"dropout\": 0.1|dropout is 0.1",
        "\"unk_token\": \"<unk>\"|\"unk_token\": \"<none>\"|unk_token is \"<none>\"",
        "[\"▁ a\"]|[\"▁ c\"]|merges has \"▁ c\"",
        "[\"▁ a\"]|[5]|merges has 5",
        "\"b\": 8|\"b\": 2147483647|gives 'b' the id 2147483647",
        "\"b\": 8|\"b\": 7|the id 7 of another token",
        "\"b\": 8|\"b\": 1.5|b is 1.5",
        "\"id\": 9|\"id\": 11|'<img>' the id 11, which isn't the next free one",
        "\"id\": 1,|\"id\": 2,|gives '<s>' a second id",
        "\"content\": \"<img>\"|\"content\": \"\"|content is \"\"",
        "\"special\": true|\"special\": \"yes\"|special is \"yes\""
      })
  void damagedAndHostileFilesAreRefused(String old, String changed, String message) {
    assertThat(BYTE_PAIRS).contains(old);
    assertThatThrownBy(() -> tokenizer(BYTE_PAIRS.replace(old, changed)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("tokenizer.json")
        .hasMessageContaining(message);
  }

  @Property(tries = 200)
  void anyDamageIsRefusedOrHarmless(@ForAll int at, @ForAll char put) throws IOException {
    Path parent = Files.createTempDirectory("tokenizer");
    Path file = parent.resolve(TextTokenizer.FILE);
    StringBuilder json =
        new StringBuilder(Files.readString(Llamas.resource("parity/mqa/tokenizer.json")));
    json.setCharAt(Math.floorMod(at, json.length()), Character.isSurrogate(put) ? ']' : put);
    Files.writeString(file, json);
    try (TextTokenizer tokenizer = TextTokenizer.read(parent)) {
      assertThat(tokenizer.encode("Zwei Füchse, 3 Äpfel 🦊")).isNotEmpty();
    } catch (UserError e) {
      assertThat(e.getMessage()).contains("tokenizer.json").doesNotContain("gson", "java.");
    } finally {
      Files.delete(file);
      Files.delete(parent);
    }
  }

  private TextTokenizer tokenizer(String json) {
    try {
      Files.writeString(folder.resolve(TextTokenizer.FILE), json);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return TextTokenizer.read(folder);
  }
}
