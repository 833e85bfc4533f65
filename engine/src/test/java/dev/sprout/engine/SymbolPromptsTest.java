package dev.sprout.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.xar.classes.ClassNames;
import dev.sprout.xar.classes.ClassTable;
import dev.sprout.xar.classes.Condition;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.model.ModelConfig.Concept;
import dev.sprout.xar.network.XarConfig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymbolPromptsTest {
  private static final ModelConfig SHIPPED = ModelConfig.read(Path.of("../models/emoji"));

  /** In front of names and keywords, in a model whose class embeddings are all zero. */
  private static SymbolPrompts over(List<Concept> concepts) {
    ModelConfig config =
        new ModelConfig(
            SHIPPED.name(),
            SHIPPED.description(),
            SHIPPED.autoencoder(),
            new XarConfig(8, 8, 16, 320, 4, 4, 10, 2, "cell 2", concepts.size()),
            concepts,
            List.of(),
            SHIPPED.defaults());
    ClassTable table =
        new ClassTable(config.conceptNames(), List.of(), new float[concepts.size() + 1]);
    return new SymbolPrompts(new NamePrompts(new ClassNames(config, table)), concepts);
  }

  @ParameterizedTest
  @CsvSource({
    "🍎, red apple",
    "🍎🍏, red apple green apple",
    "draw a 🍎!, draw a red apple !",
    "❤, red heart",
    "❤️, red heart",
    "❤️‍🔥, heart on fire",
    "👍🏽, thumbs up",
    "👩🏾‍🍳, woman cook",
    "🇩🇪, germany flag",
    "#️⃣, hash key",
    "# of apples, # of apples",
    "red  apple, red  apple",
    "👨‍👩‍👧‍👦‍🍎, 👨‍👩‍👧‍👦‍🍎",
    "𓀀, 𓀀"
  })
  void emojiOfConceptsBecomeTheirNames(String prompt, String read) {
    assertThat(over(SHIPPED.concepts()).named(prompt)).isEqualTo(read);
  }

  @Test
  void everyConceptOfTheShippedModelIsFoundByItsSymbol() {
    SymbolPrompts prompts = over(SHIPPED.concepts());
    assertThat(SHIPPED.concepts())
        .hasSize(1910)
        .allSatisfy(each -> assertThat(prompts.named(each.symbol())).isEqualTo(each.name()));
  }

  @Test
  void theEncoderIsGivenNames() {
    SymbolPrompts prompts =
        over(List.of(new Concept("cost $1", List.of(), "💲"), new Concept("sun", List.of("star"))));
    assertThat(prompts.encode(List.of("💲", "a 💲", "star"), null, CandidateOptions.DEFAULT, 0))
        .extracting(Condition::concept)
        .containsExactly("cost $1", "cost $1", "sun");
    assertThat(prompts.drawsCandidates()).isFalse();
  }

  @Test
  void emojiOfNoConceptAreRefusedLikeOtherUnknownWords() {
    SymbolPrompts prompts = over(SHIPPED.concepts());
    assertThatThrownBy(() -> prompts.encode(List.of("𓀀"), null, CandidateOptions.DEFAULT, 0))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("'𓀀' matches no concept of this model; the nearest names are: ");
  }

  @Test
  void modelsWithoutSymbolsReadPromptsAsTheyAre() {
    assertThat(over(List.of(new Concept("apple", List.of()))).named("🍎")).isEqualTo("🍎");
  }
}
