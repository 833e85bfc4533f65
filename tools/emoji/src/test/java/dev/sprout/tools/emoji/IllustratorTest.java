package dev.sprout.tools.emoji;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From picture sets to the folder and its lists. */
class IllustratorTest {
  private static final byte[] SVG =
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>"
          .getBytes(UTF_8);
  private static final Concept APPLE =
      new Concept("red apple", "1f34e", "Food & Drink", "food-fruit", List.of("fruit"));
  private static final Concept PEAR =
      new Concept("pear", "1f350", "Food & Drink", "food-fruit", List.of("fruit"));
  private static final Concept NOTHING = new Concept("void", "1", "g", "s", List.of());

  @TempDir private Path folder;

  private List<DrawnConcept> drawn() throws Exception {
    PictureSet noto =
        CodePointSet.of(Style.NOTO, new SvgPainter(), Map.of("1f34e", SVG, "1f350", SVG));
    PictureSet twemoji =
        CodePointSet.of(
            Style.TWEMOJI, new SvgPainter(), Map.of("1f34e", SVG, "1f350", new byte[] {'?'}));
    return new Illustrator(List.of(noto, twemoji), folder, Ground.WHITE)
        .draw(List.of(PEAR, NOTHING, APPLE));
  }

  @Test
  void drawsWhatThereIsAndReportsWhatIsUnreadable() throws Exception {
    List<DrawnConcept> drawn = drawn();
    assertThat(drawn).extracting(DrawnConcept::concept).containsExactly(PEAR, NOTHING, APPLE);
    assertThat(drawn.get(0).failures()).containsOnlyKeys(Style.TWEMOJI);
    assertThat(folder.resolve("images/noto/1f350.png")).exists();
    assertThat(folder.resolve("images/twemoji/1f350.png")).doesNotExist();
    assertThat(new Report(drawn).warnings()).singleElement().asString().contains("pear (1f350)");
  }

  @Test
  void listsPicturesByFileAndConceptsInOrder() throws Exception {
    Catalogue.of(drawn()).writeTo(folder);
    List<String> lines = Files.readAllLines(folder.resolve("metadata.jsonl"));
    assertThat(lines).hasSize(3).isSorted();
    assertThat(lines.get(0))
        .startsWith(
            "{\"file\":\"images/noto/1f34e.png\",\"concept\":\"red apple\",\"emoji\":\"🍎\","
                + "\"style\":\"noto\",\"group\":\"Food & Drink\",\"subgroup\":\"food-fruit\","
                + "\"keywords\":[\"fruit\"],\"heldOut\":");
    assertThat(folder.resolve("concepts.json"))
        .hasContent(
            """
            [
            {"name":"pear","code":"1f350","group":"Food & Drink","subgroup":"food-fruit",\
            "keywords":["fruit"]},
            {"name":"red apple","code":"1f34e","group":"Food & Drink","subgroup":"food-fruit",\
            "keywords":["fruit"]}
            ]
            """);
  }

  @Test
  void moreThanOneUnreadablePictureInAHundredFails() {
    DrawnConcept good = new DrawnConcept(APPLE, List.of(Style.NOTO), Map.of());
    DrawnConcept bad = new DrawnConcept(PEAR, List.of(), Map.of(Style.NOTO, "is damaged"));
    assertThat(report(99, good, bad).isFailure()).isFalse();
    assertThat(report(98, good, bad).isFailure()).isTrue();
  }

  private static Report report(int goods, DrawnConcept good, DrawnConcept bad) {
    var drawn = new ArrayList<>(Collections.nCopies(goods, good));
    drawn.add(bad);
    return new Report(drawn);
  }
}
