package dev.sprout.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model of LLaMA's kind that sentencepiece 0.2.1 trained, and what it made of 406 texts. */
class SentencePieceTest {
  private static final Path MODELS = Llamas.resource("sentencepiece");
  private static final String ADDED =
      "{\"<img_00000>\": 900, \"<img_00001>\": 901, \"</img>\": 902, \"<img>\": 903}";

  @TempDir private Path folder;

  private record Vector(String text, long[] ids, String decoded) {}

  @BeforeEach
  void copyModel() throws IOException {
    Files.copy(MODELS.resolve("llama.model"), folder.resolve("tokenizer.model"));
  }

  @Test
  void idsAndTextsAreThoseOfSentencePiece() throws IOException {
    Vector[] vectors =
        new Gson().fromJson(Files.readString(MODELS.resolve("vectors.json")), Vector[].class);
    assertThat(vectors).hasSize(406);
    try (TextTokenizer tokenizer = TextTokenizer.read(folder)) {
      for (Vector vector : vectors) {
        assertThat(tokenizer.encode(vector.text())).as(vector.text()).containsExactly(vector.ids());
        assertThat(tokenizer.decode(vector.ids())).isEqualTo(vector.decoded());
      }
    }
  }

  @Test
  void picturesAreAddedTokensThatNoTextBecomes() throws IOException {
    Files.writeString(folder.resolve("added_tokens.json"), ADDED);
    try (TextTokenizer tokenizer = TextTokenizer.read(folder)) {
      assertThat(PictureVocabulary.of(tokenizer, 2, 32, 904))
          .isEqualTo(new PictureVocabulary(903, 902, 900, 2, 32));
      assertThat(tokenizer.size()).isEqualTo(904);
      assertThat(tokenizer.require("</s>")).isEqualTo(2);
      assertThat(tokenizer.decode(903, 901, 902, 2)).isEqualTo("<img><img_00001></img></s>");
      String text = "<img><img_00001></img> <s></s><unk><0x41>";
      long[] ids = tokenizer.encode(text);
      assertThat(LongStream.of(ids)).allMatch(id -> id > 2 && id < 900);
      assertThat(tokenizer.decode(ids)).isEqualTo(text);
    }
  }

  @Test
  void brokenBytesDecodeToReplacements() {
    try (TextTokenizer tokenizer = TextTokenizer.read(folder)) {
      int first = tokenizer.require("<0x00>");
      assertThat(tokenizer.decode(first + 0xC3, first + 0xA9)).isEqualTo("é");
      assertThat(tokenizer.decode(first + 0xC3, first + 0x41)).isEqualTo("\uFFFD\uFFFD");
    }
  }

  @Test
  void longTextsTakeNoLongTime() {
    try (TextTokenizer tokenizer = TextTokenizer.read(folder)) {
      assertThat(tokenizer.decode(tokenizer.encode("the picture ".repeat(20_000))))
          .hasSize(240_000);
    }
  }

  @ParameterizedTest
  @CsvSource({"unigram, model_type is 1", "nmt, normalises texts", "nobytes, byte_fallback is 0"})
  void otherKindsAreRefusedByName(String model, String message) throws IOException {
    Files.delete(folder.resolve("tokenizer.model"));
    Files.copy(MODELS.resolve(model + ".model"), folder.resolve("tokenizer.model"));
    assertRefused("tokenizer.model", message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"<img>\": 5}|<img> is 5; accepted is an id from 900",
        "{\"<img>\": -1}|<img> is -1",
        "{\"<img>\": 1e9}|<img> is 1e9",
        "{\"<img>\": 900, \"</img>\": 900}|an id of its own",
        "{\"<img>\": \"x\"}|<img> is \"x\"; accepted is a number"
      })
  void impossibleAddedTokensAreRefused(String json, String message) throws IOException {
    Files.writeString(folder.resolve("added_tokens.json"), json);
    assertRefused("added_tokens.json", message);
  }

  @Test
  void cutFilesAreRefused() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve("tokenizer.model"));
    for (int length : new int[] {0, 1, 100, 5000, whole.length - 1}) {
      Files.write(folder.resolve("tokenizer.model"), Arrays.copyOf(whole, length));
      assertRefused("tokenizer.model", "can't be used");
    }
  }

  @Property(tries = 300)
  void damagedFilesAreReadOrRefused(@ForAll int at, @ForAll byte put) throws IOException {
    Path parent = Files.createTempDirectory("pieces");
    Path file = parent.resolve("tokenizer.model");
    byte[] bytes = Files.readAllBytes(MODELS.resolve("llama.model"));
    bytes[Math.floorMod(at, bytes.length)] = put;
    Files.write(file, bytes);
    try (TextTokenizer tokenizer = TextTokenizer.read(parent)) {
      assertThat(tokenizer.encode("Zwei Füchse")).isNotEmpty();
    } catch (UserError e) {
      assertThat(e.getMessage()).contains("tokenizer.model");
    } finally {
      Files.delete(file);
      Files.delete(parent);
    }
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(() -> TextTokenizer.read(folder))
        .isInstanceOf(UserError.class)
        .message()
        .contains(parts);
  }
}
