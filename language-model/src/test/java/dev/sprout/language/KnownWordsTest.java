package dev.sprout.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.core.RandomStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownWordsTest {
  private static final KnownWords WORDS =
      KnownWords.of(
          List.of(
              "red apple",
              "flag: Åland Islands",
              "jack-o’-lantern",
              "leaf",
              "dance",
              "run",
              "grapes",
              "cherries",
              "bus"));

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "red apple",
        "Draw two RED apples!",
        "an åland island",
        "jack-o-lantern",
        "leaves",
        "dancing",
        "danced",
        "running",
        "a grape",
        "cherry",
        "buses",
        "",
        "🍎",
        "the apple's"
      })
  void inflectionsAreKnown(String text) {
    assertThat(WORDS.unknown(text.replace("two", "").replace("'s", ""))).isEmpty();
  }

  @Test
  void otherWordsAreNamedOnce() {
    assertThat(WORDS.unknown("a qqzxv and a red Froelpes, qqzxv"))
        .containsExactly("qqzxv", "froelpes");
    assertThat(WORDS.unknown("bu lea")).containsExactly("bu", "lea");
    assertThat(WORDS.unknown("собака")).containsExactly("собака");
  }

  @Test
  void wordsOfTheFrameNameNothing() {
    assertThat(WORDS.isKnownInPart("draw a picture of a qqzxv")).isFalse();
    assertThat(WORDS.unknown("draw a picture of a qqzxv")).containsExactly("qqzxv");
    assertThat(WORDS.isKnownInPart("draw a qqzxv apple")).isTrue();
  }

  @Test
  void filesKeepTheWords() {
    assertThat(KnownWords.read(folder)).isEmpty();
    WORDS.write(folder);
    KnownWords read = KnownWords.read(folder).orElseThrow();
    assertThat(read.unknown("red apple, aland o lantern")).isEmpty();
    assertThat(read.unknown("pear")).containsExactly("pear");
  }

  /** Any texts that the guard lets through, however unlikely. */
  @Test
  void guardedTextsHaveKnownWordsOnly() {
    try (TextTokenizer tokenizer = TextTokenizer.read(Path.of("../models/emoji/language"))) {
      WordGuard guard = new WordGuard(tokenizer, WORDS);
      int end = tokenizer.require("</s>");
      Set<String> seen = new HashSet<>();
      for (int k = 0; k < 300; k++) {
        RandomStream random = new RandomStream(k);
        Continuation text = Continuation.EMPTY;
        while (text.length() < 12) {
          float[] row = new float[tokenizer.size()];
          guard.mask(row, text);
          int[] possible = TokenSampler.likeliest(row, row.length);
          int id = possible[random.nextInt(possible.length)];
          if (id == end) {
            break;
          }
          text = text.with(id, 0);
        }
        for (String word :
            guard.whole(tokenizer.decode(text.ids())).split("[^\\p{L}\\p{N}]+", -1)) {
          assertThat(word.isEmpty() || WORDS.has(word)).as(word).isTrue();
          seen.add(word);
        }
      }
      assertThat(seen).contains("red", "apple", "aland", "o", "bus").doesNotContain("b");
    }
  }

  @Test
  void aGuardLeavesKnownTextsPossible() {
    try (TextTokenizer tokenizer = TextTokenizer.read(Path.of("../models/emoji/language"))) {
      WordGuard guard = new WordGuard(tokenizer, WORDS);
      long[] apple = tokenizer.encode("red apple, grapes");
      Continuation text = Continuation.EMPTY;
      for (long id : apple) {
        float[] row = new float[tokenizer.size()];
        guard.mask(row, text);
        assertThat(row[(int) id]).isZero();
        text = text.with(id, 0);
      }
      assertThat(guard.whole("red appl")).isEqualTo("red");
      assertThat(guard.whole("red apple")).isEqualTo("red apple");
    }
  }
}
