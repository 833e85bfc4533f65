package dev.sprout.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytePairTrainingTest {
  static final List<String> TEXTS =
      List.of(
          "A small dog runs over the green grass.",
          "Two dogs, one of them brown, run over the beach!",
          "A café at night; people sit at small tables.",
          "The green beach-hut has the number 42.");

  @TempDir private Path folder;

  @Test
  void theMostFrequentPairsBecomePieces() {
    List<String> pieces = BytePairTraining.train(List.of("aab aab aac ab"), 8).pieces();
    // the alphabet, then ▁a (4 times), ▁aa (3), ▁aab (2); no other pair occurs twice
    assertThat(pieces).containsExactly("a", "b", "c", "▁", "▁a", "▁aa", "▁aab");
  }

  @Test
  void wordsAreCutAsTheLibraryDoes() {
    assertThat(BytePairTraining.parts("  Two  dogs,\none “ÉLAN”!"))
        .containsExactly("▁two", "▁dogs", ",", "▁one", "▁", "“", "elan", "”", "!");
    assertThat(BytePairTraining.parts("#⃣")).containsExactly("▁", "#"); // an enclosing mark
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A small dog runs over the green grass.|a small dog runs over the green grass.",
        "Two dogs, one of them brown!|two dogs, one of them brown!",
        "a café;  night\tat 42|a cafe; night at 42",
        "beach-hut|beach-hut"
      })
  void textsComeBackNormalised(String text, String normalised) {
    try (TextTokenizer tokenizer = tokenizer(120)) {
      assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(normalised);
    }
  }

  @Test
  void idsFollowTheLayout() {
    try (TextTokenizer tokenizer = tokenizer(120)) {
      int pieces = BytePairTraining.train(TEXTS, 120).pieces().size();
      assertThat(tokenizer.decode(0, 1, 2)).isEqualTo("<unk><s></s>");
      assertThat(tokenizer.require("<img_00000>")).isEqualTo(3 + pieces);
      assertThat(tokenizer.require("<img>")).isEqualTo(3 + pieces + 16);
      assertThat(tokenizer.decode(3 + pieces + 3, 3 + pieces + 17)).isEqualTo("<img_00003></img>");
      assertThat(tokenizer.size()).isEqualTo(3 + pieces + 18);
    }
  }

  @Test
  void whatLooksLikeASpecialTokenStaysText() {
    try (TextTokenizer tokenizer = tokenizer(120)) {
      long[] ids = tokenizer.encode("a dog </s><img_00001>");
      assertThat(ids).startsWith(tokenizer.encode("a dog"));
      assertThat(LongStream.of(ids))
          .allMatch(id -> id == 0 || (id > 2 && id < tokenizer.require("<img_00000>")));
      assertThat(tokenizer.encode("")).isEmpty();
      assertThat(tokenizer.decode()).isEmpty();
    }
  }

  @Test
  void unknownCharactersAreOneUnknownToken() {
    try (TextTokenizer tokenizer = tokenizer(120)) {
      assertThat(tokenizer.encode("a 漢字 dog")).contains(0);
      assertThat(tokenizer.encode("a 漢字 dog")).isNotEmpty();
    }
  }

  @Test
  void longTextsAreNotCut() {
    try (TextTokenizer tokenizer = tokenizer(120)) {
      assertThat(tokenizer.encode("a dog ".repeat(5000)).length).isGreaterThan(9999);
    }
  }

  @Test
  void theSameTextsGiveTheSameFile() {
    BytePairTraining.train(TEXTS, 120).write(folder, 16);
    Path first = folder.resolve("tokenizer.json");
    Path second = folder.resolve("second.json");
    assertThat(first.toFile().renameTo(second.toFile())).isTrue();
    BytePairTraining.train(TEXTS, 120).write(folder, 16);
    assertThat(first).hasSameBinaryContentAs(second);
  }

  @Test
  void tooFewPiecesAreRefused() {
    assertThatThrownBy(() -> BytePairTraining.train(TEXTS, 10))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("10 pieces")
        .hasMessageContaining("different characters");
  }

  private TextTokenizer tokenizer(int pieces) {
    BytePairTraining.train(TEXTS, pieces).write(folder, 16);
    return TextTokenizer.read(folder);
  }
}
