package dev.sprout.gallery.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScoreTableTest {
  private final ScoreTable table =
      new ScoreTable("ids kept", "distance", "right")
          .row("1", Mean.of(0.5, 1.5), new Rate(1, 4))
          .row("2", Mean.of(0.25));

  @Test
  void markdownHasARowAScore() {
    assertThat(table.markdown())
        .isEqualTo(
            """
            | ids kept | distance | right |
            |---|---|---|
            | 1 | 1.000 | 25.0 % (4.6–69.9), 1 of 4 |
            | 2 | 0.250 | – |""");
  }

  @Test
  void jsonHasRowsAndColumns() {
    assertThat(table.json().getAsJsonObject("1").getAsJsonObject("right").get("of").getAsInt())
        .isEqualTo(4);
    assertThat(table.json().getAsJsonObject("2").toString())
        .isEqualTo("{\"distance\":{\"mean\":0.25,\"of\":1}}");
  }

  @Test
  void aRowThatDoesntFitIsRefused() {
    assertThatThrownBy(() -> table.row("1", new Rate(0, 1))).hasMessageContaining("row 1 of 1");
    assertThatThrownBy(() -> table.row("3", Mean.of(1), Mean.of(1), Mean.of(1)))
        .hasMessage("row 3 of 3 scores in 2 columns");
  }
}
