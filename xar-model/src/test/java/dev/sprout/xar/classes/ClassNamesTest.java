package dev.sprout.xar.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sprout.autoencoder.AutoencoderConfig;
import dev.sprout.core.UserError;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.network.XarConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model of four concepts in two styles whose row r is [r, 10·r]. */
class ClassNamesTest {
  private static final ModelConfig CONFIG =
      new ModelConfig(
          "four",
          "four things",
          new AutoencoderConfig(16, 4, 32, List.of(1), 1, 4, 1),
          new XarConfig(4, 4, 4, 32, 1, 1, 2, 1, "cell 2", 6),
          List.of(
              new ModelConfig.Concept("red apple", List.of("fruit", "snack")),
              new ModelConfig.Concept("green apple", List.of("fruit")),
              new ModelConfig.Concept("crème brûlée", List.of("pudding")),
              new ModelConfig.Concept("sun", List.of("star", "warm"))),
          List.of("flat", "striped"),
          new ModelConfig.Defaults("euler", 10, 2));

  private static final ClassTable TABLE =
      new ClassTable(
          CONFIG.conceptNames(),
          CONFIG.styles(),
          new float[] {0, 0, 1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60});

  private final ClassNames names = new ClassNames(CONFIG, TABLE);

  @ParameterizedTest
  @CsvSource({
    "red apple, red apple",
    "RED APPLE!, red apple",
    "'apple, red', red apple",
    "a picture of a green apple, green apple",
    "red aple, red apple",
    "fruit, red apple",
    "pudding, crème brûlée",
    "Crème Brûlée, crème brûlée",
    "an emoji of the sun, sun",
    "warm, sun",
  })
  void promptsMeetTheConceptTheyName(String prompt, String concept) {
    assertThat(names.match(prompt, null).concept()).isEqualTo(concept);
  }

  @ParameterizedTest
  @ValueSource(strings = {"submarine", "apple tree house", "42"})
  void otherPromptsAreRefusedWithTheNearestNames(String prompt) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> names.match(prompt, null))
        .withMessageContaining("'" + prompt + "' matches no concept of this model")
        .withMessageContaining("sun");
  }

  @Test
  void aConditionIsTheSumOfConceptAndStyle() {
    assertThat(names.match("sun", "striped").embedding()).containsExactly(3 + 5, 30 + 50);
    assertThat(names.byClass("class", "1", null).embedding()).containsExactly(1 + 4, 10 + 40);
    assertThat(names.byClass("class", "1", null).concept()).isEqualTo("green apple");
    assertThat(TABLE.noClass()).containsExactly(2 * 6, 2 * 60);
  }

  @Test
  void conditionsMixOnAStraightLine() {
    Condition first = names.match("red apple", null);
    Condition last = names.match("sun", null);
    assertThat(first.towards(last, 0).embedding()).containsExactly(first.embedding());
    assertThat(first.towards(last, 1).embedding()).containsExactly(last.embedding());
    assertThat(first.towards(last, 0.5).embedding()).containsExactly(5.5f, 55);
  }

  @ParameterizedTest
  @ValueSource(strings = {"submarine", "4", "-1", "99999999999"})
  void unknownClassesNameTheField(String name) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> names.byClass("negative", name, null))
        .withMessageContaining("negative is " + name)
        .withMessageContaining("0 to 3")
        .satisfies(error -> assertThat(error.field()).contains("negative"));
  }

  @Test
  void unknownStylesAreNamed() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> names.match("sun", "baroque"))
        .withMessage("style is baroque; accepted is flat, striped");
  }

  @Test
  void anEmptyPromptNamesNothing() {
    assertThatExceptionOfType(UserError.class).isThrownBy(() -> names.match("?!", null));
  }
}
