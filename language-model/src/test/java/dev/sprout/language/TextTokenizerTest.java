package dev.sprout.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
      assertThat(tokenizer.encode("<s>a<img>")).containsExactly(1, 7, 9);
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

  private TextTokenizer tokenizer(String json) {
    try {
      Files.writeString(folder.resolve(TextTokenizer.FILE), json);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return TextTokenizer.read(folder);
  }
}
