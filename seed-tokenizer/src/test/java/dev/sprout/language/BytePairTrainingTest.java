package dev.sprout.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.nn.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BytePairTrainingTest {
  private static final List<String> TEXTS =
      List.of(
          "red apple", "green apple", "keycap: *", "woman's hat", "São Tomé", "red, red heart!");

  @TempDir private Path folder;

  private TextTokenizer trained() {
    BytePairTraining.write(folder.resolve(TextTokenizer.FILE), TEXTS, 80, 16);
    return TextTokenizer.load(folder);
  }

  @Test
  void textsComeBackInLowerCaseWithoutAccents() {
    try (TextTokenizer tokenizer = trained()) {
      for (String text : List.of("red apple", "keycap: *", "woman's hat", "red, red heart!")) {
        assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
      }
      assertThat(tokenizer.decode(tokenizer.encode("SÃO Tomé"))).isEqualTo("sao tome");
    }
  }

  @Test
  void frequentWordsAreOnePiece() {
    try (TextTokenizer tokenizer = trained()) {
      assertThat(tokenizer.encode("red")).hasSize(1);
      assertThat(tokenizer.encode("red apple").length).isLessThan(8);
    }
  }

  @Test
  void unknownSignsAreOneMark() {
    try (TextTokenizer tokenizer = trained()) {
      assertThat(tokenizer.encode("\u4e2d")).contains(0);
    }
  }

  @Test
  void picturesHaveIdsBehindThePieces() {
    try (TextTokenizer tokenizer = trained()) {
      PictureVocabulary pictures = PictureVocabulary.of(tokenizer, 16);
      assertThat(pictures.begin()).isEqualTo(pictures.firstCode() + 16);
      assertThat(pictures.end()).isEqualTo(pictures.firstCode() + 17);
      int[] codes = Collections.nCopies(32, 3).stream().mapToInt(i -> i).toArray();
      int[] block = pictures.block(codes);
      assertThat(block).hasSize(34).startsWith(pictures.begin(), pictures.firstCode() + 3);
      codes[5] = 16;
      assertThatThrownBy(() -> pictures.block(codes))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("id 16 is given; accepted are 0 to 15");
      assertThatThrownBy(() -> pictures.block(new int[31]))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("31 ids are given; accepted are 32");
      assertThatThrownBy(() -> PictureVocabulary.of(tokenizer, 17)).isInstanceOf(UserError.class);
    }
  }

  @Test
  void theFileDependsOnTheTextsAlone() throws IOException {
    Path first = folder.resolve("first.json");
    Path second = folder.resolve("second.json");
    BytePairTraining.write(first, TEXTS, 80, 16);
    BytePairTraining.write(second, TEXTS, 80, 16);
    assertThat(second).hasSameBinaryContentAs(first);
    assertThat(Files.size(first)).isGreaterThan(1000);
  }
}
