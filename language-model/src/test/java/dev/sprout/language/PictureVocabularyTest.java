package dev.sprout.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureVocabularyTest {
  private static final PictureVocabulary SMALL = new PictureVocabulary(20, 21, 10, 8, 3);

  @TempDir private Path folder;

  @Test
  void wordsAreFoundByTheirText() {
    BytePairVocabulary trained = BytePairTraining.train(BytePairTrainingTest.TEXTS, 60);
    trained.write(folder, 16);
    int first = 3 + trained.pieces().size();
    try (TextTokenizer tokenizer = TextTokenizer.read(folder)) {
      PictureVocabulary found = PictureVocabulary.of(tokenizer, 16, 32, trained.size(16));
      assertThat(found).isEqualTo(new PictureVocabulary(first + 16, first + 17, first, 16, 32));
    }
  }

  @Test
  void codesBecomeWordsAndBack() {
    assertThat(SMALL.ids(0, 7, 3)).containsExactly(20, 10, 17, 13, 21);
    assertThat(SMALL.code(17)).isEqualTo(7);
    assertThat(SMALL.isCode(18)).isFalse();
    assertThat(SMALL.isPicture(21)).isTrue();
  }

  @Test
  void otherCountsAndCodesAreRefused() {
    assertRefused(() -> SMALL.ids(1, 2), "2 ids", "exactly 3");
    assertRefused(() -> SMALL.ids(1, 2, 8), "image id 2 is 8", "0 to 7");
    assertRefused(() -> SMALL.ids(1, -2, 3), "image id 1 is -2");
    assertRefused(() -> SMALL.code(18), "id 18", "10 to 17");
  }

  @Test
  void aTokenizerOfAnotherModelIsRefused() throws IOException {
    BytePairTraining.train(BytePairTrainingTest.TEXTS, 60).write(folder, 16);
    try (TextTokenizer tokenizer = TextTokenizer.read(folder)) {
      assertRefused(
          () -> PictureVocabulary.of(tokenizer, 32, 32, 1000), "doesn't fit", "no <img_00016>");
      assertRefused(
          () -> PictureVocabulary.of(tokenizer, 8, 32, 1000), "it has <img_00008>", "8 codes");
      assertRefused(() -> PictureVocabulary.of(tokenizer, 16, 32, 50), "ids, the network 50");
    }
    Path file = folder.resolve("tokenizer.json");
    String json = Files.readString(file);
    Files.writeString(file, json.replace("<img_00005>", "<img_77777>"));
    try (TextTokenizer tokenizer = TextTokenizer.read(folder)) {
      assertRefused(
          () -> PictureVocabulary.of(tokenizer, 16, 32, 1000), "doesn't fit", "no <img_00005>");
    }
  }

  private static void assertRefused(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call).isInstanceOf(UserError.class).message().contains(parts);
  }
}
