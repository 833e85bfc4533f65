package dev.sprout.tools.emoji;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConceptTableTest {
  private final List<Concept> concepts = ConceptTable.load();
  private final Map<String, Concept> byCode =
      concepts.stream().collect(Collectors.toMap(Concept::code, Function.identity()));

  @Test
  void holdsEveryEmojiOnce() {
    assertThat(concepts).hasSize(1911);
    assertThat(concepts).extracting(Concept::name).doesNotHaveDuplicates().doesNotContain("");
    assertThat(concepts)
        .extracting(concept -> CodePoints.key(concept.code()))
        .doesNotHaveDuplicates();
  }

  @Test
  void namesAreShortNamesWhereThereAreAny() {
    assertThat(byCode.get("1f621").name()).isEqualTo("enraged face");
    assertThat(byCode.get("1f1ea-1f1ec").name()).isEqualTo("egypt flag");
  }

  @Test
  void groupsAndKeywordsComeAlong() {
    Concept garlic = byCode.get("1f9c4");
    assertThat(garlic.group()).isEqualTo("Food & Drink");
    assertThat(garlic.subgroup()).isEqualTo("food-vegetable");
    assertThat(garlic.keywords())
        .containsExactly("flavoring", "garlic", "food", "spice", "cook", "plant", "vegetable");
  }

  @Test
  void keywordsAreMergedInLowerCaseWithoutUnderscores() {
    assertThat(ConceptTable.keywords("Red; fruit", "red_apple; red; ", ""))
        .containsExactly("red", "fruit", "red apple");
  }
}
