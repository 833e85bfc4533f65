package dev.sprout.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.core.RandomStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConceptTextsTest {
  private static final EmojiExample APPLE =
      new EmojiExample(
          "a",
          "red apple",
          "flat",
          List.of("fruit", "pomme", "snack"),
          "food",
          List.of(),
          "🍎",
          Dialogue.NONE);
  private static final EmojiExample CAPTIONED =
      new EmojiExample(
          "b", "", "", List.of(), "", List.of("a grey cloth", "cloth"), "", Dialogue.NONE);

  @Test
  void requestsNameThePictureInFramesAndOrders() {
    Set<String> texts = new HashSet<>();
    for (int seed = 0; seed < 2000; seed++) {
      texts.add(ConceptTexts.request(APPLE, new RandomStream(seed)));
    }
    assertThat(texts)
        .contains("red apple", "apple, red", "apple red", "draw a red apple", "\"red apple\"")
        .allMatch(text -> text.matches(".*(red|apple|fruit|pomme|snack).*"));
  }

  @Test
  void descriptionsAreTheNameOrKeywords() {
    Set<String> texts = new HashSet<>();
    for (int seed = 0; seed < 500; seed++) {
      texts.add(ConceptTexts.description(APPLE, new RandomStream(seed)));
    }
    assertThat(texts).contains("red apple", "red apple, pomme", "snack, pomme, fruit");
    assertThat(texts).noneMatch(text -> text.contains("flat") || text.contains("food"));
  }

  @Test
  void equalStreamsGiveEqualTexts() {
    List<String> first = new ArrayList<>();
    List<String> again = new ArrayList<>();
    for (int seed = 0; seed < 50; seed++) {
      first.add(ConceptTexts.request(APPLE, new RandomStream(seed)));
      again.add(ConceptTexts.request(APPLE, new RandomStream(seed)));
    }
    assertThat(first).isEqualTo(again);
    assertThat(new HashSet<>(first)).hasSizeGreaterThan(5);
  }

  @Test
  void captionsServeWhereThereIsNoConcept() {
    assertThat(ConceptTexts.description(CAPTIONED, new RandomStream(1)))
        .isIn("a grey cloth", "cloth");
    assertThat(ConceptTexts.all(List.of(CAPTIONED)))
        .contains("a grey cloth", "cloth")
        .noneMatch(text -> text.endsWith(" style"));
    assertThat(ConceptTexts.all(List.of(APPLE)))
        .contains("red apple", "red apple, flat style", "pomme");
  }
}
