package dev.sprout.tools.emoji;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Code points, slugs and the text of tables. */
class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "0023-FE0F-20E3, 23-20e3",
    "1f34e, 1f34e",
    "2764-fe0f-200d-1f525, 2764-200d-1f525",
    "1f3f4-e0067_e0062_e0065_e006e_e0067, 1f3f4-e0067-e0062-e0065-e006e-e0067",
    "1f3f4-e0067-e0062-e0065-e006e-e0067-e007f, 1f3f4-e0067-e0062-e0065-e006e-e0067"
  })
  void keysUniteTheSpellingsOfCodePoints(String code, String key) {
    assertThat(CodePoints.key(code)).isEqualTo(key);
  }

  @Test
  void codePointsAreCharacters() {
    assertThat(CodePoints.text("1f34e")).isEqualTo("🍎");
    assertThat(CodePoints.text("0023-fe0f-20e3")).isEqualTo("#️⃣");
  }

  @ParameterizedTest
  @CsvSource({
    "1f1ea-1f1ec, true",
    "1f3f4-e0067_e0062_e0065_e006e_e0067, true",
    "1f3f4, false",
    "1f3f4-200d-2620-fe0f, false",
    "1f18e, false"
  })
  void onlyCountriesAndRegionsHavePlaceFlags(String code, boolean flag) {
    assertThat(CodePoints.isPlaceFlag(code)).isEqualTo(flag);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "red apple | red-apple",
        "man: red hair | man-red-hair",
        "piñata | pinata",
        "woman’s hat | womans-hat",
        "UP! button | up-button",
        "Santa Claus | santa-claus",
        "A & B | a-and-b",
        "* | ''"
      })
  void slugsAreSpelledAsIconFilesAre(String name, String slug) {
    assertThat(Slug.of(name)).isEqualTo(slug);
  }

  @Test
  void csvFieldsMayHoldSeparatorsQuotesAndLineBreaks() {
    assertThat(Csv.rows("a,b\r\n\"x, \"\"y\"\"\n\",\n"))
        .containsExactly(List.of("a", "b"), List.of("x, \"y\"\n", ""));
  }

  @Test
  void csvFieldsMustEnd() {
    assertThatThrownBy(() -> Csv.rows("\"a")).isInstanceOf(IllegalArgumentException.class);
  }
}
