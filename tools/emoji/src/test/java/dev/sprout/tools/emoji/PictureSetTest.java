package dev.sprout.tools.emoji;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How each house's file naming is matched to concepts. */
class PictureSetTest {
  private static final byte[] DEFAULT = {1};
  private static final byte[] PLAIN = {2};

  private static Concept concept(String name, String code) {
    return new Concept(name, code, "group", "subgroup", List.of());
  }

  @Test
  void codePointSetsMatchWithoutVariationSelectors() {
    PictureSet set = CodePointSet.of(Style.TWEMOJI, new SvgPainter(), Map.of("23-20e3", PLAIN));
    assertThat(set.find(concept("hash key", "0023-fe0f-20e3"))).contains(PLAIN);
    assertThat(set.find(concept("red apple", "1f34e"))).isEmpty();
  }

  @Test
  void fluentFlatTakesTheDefaultSkinToneFirst() throws IOException {
    PictureSet set =
        new FluentFlatSet(Map.of("ear-default", DEFAULT, "ear-dark", PLAIN, "red-apple", PLAIN));
    assertThat(set.find(concept("ear", "1f442"))).contains(DEFAULT);
    assertThat(set.find(concept("red apple", "1f34e"))).contains(PLAIN);
    assertThat(set.find(concept("pear", "1f350"))).isEmpty();
  }

  @Test
  void fluentFlatUsesTheListedNames() throws IOException {
    PictureSet set = new FluentFlatSet(Map.of("phoenix-bird", PLAIN, "phoenix", DEFAULT));
    assertThat(set.find(concept("phoenix", "1f426-200d-1f525"))).contains(PLAIN);
  }

  private static PictureSet iconify() {
    return new IconifySet(
        Style.NOTO,
        JsonParser.parseString(
                """
                {"width": 128, "height": 64,
                 "icons": {"apple": {"body": "<g/>"}, "tall": {"body": "<i/>", "height": 99}},
                 "aliases": {"red-apple": {"parent": "apple"}}}
                """)
            .getAsJsonObject(),
        JsonParser.parseString("{\"1f34e\": \"red-apple\"}").getAsJsonObject());
  }

  @Test
  void iconifyFollowsCodePointsAndAliases() {
    assertThat(iconify().find(concept("fruit", "1f34e")).map(svg -> new String(svg, UTF_8)))
        .hasValueSatisfying(
            svg -> assertThat(svg).contains("viewBox=\"0 0 128 64\"").contains("<g/>"));
  }

  @Test
  void iconifyFallsBackToTheNameAndKeepsAnIconsOwnSize() {
    assertThat(iconify().find(concept("Tall", "1")).map(svg -> new String(svg, UTF_8)))
        .hasValueSatisfying(svg -> assertThat(svg).contains("viewBox=\"0 0 128 99\""));
    assertThat(iconify().find(concept("wide", "2"))).isEmpty();
  }
}
