package dev.sprout.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Example;
import dev.sprout.pictures.PictureSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Drawings come first, as they are in their folder; scenes follow, each a function of its place.
 */
class DrawingsWithScenesTest {
  private static final Path FOLDER = Path.of("src/test/resources/things");

  @Test
  void drawingsKeepTheirLabelsAndScenesHaveCaptions() {
    try (PictureSource drawings = PictureSource.open(FOLDER);
        DrawingsWithScenes both = DrawingsWithScenes.open(FOLDER, 30);
        DrawingsWithScenes more = DrawingsWithScenes.open(FOLDER, 40)) {
      assertThat(both.size()).isEqualTo(drawings.size() + 30);
      for (int i = 0; i < drawings.size(); i++) {
        assertThat(both.example(i)).isEqualTo(drawings.example(i));
      }
      int first = drawings.size();
      assertThat(both.picture(3).rgb()).isEqualTo(drawings.picture(3).rgb());
      for (int i = first; i < both.size(); i++) {
        Example scene = both.example(i);
        assertThat(scene.className()).isEmpty();
        assertThat(scene.captions()).isNotEmpty();
        assertThat(scene.field("heldOut")).isEqualTo("false");
        assertThat(more.example(i)).isEqualTo(scene);
      }
      assertThat(both.picture(first).width()).isEqualTo(128);
      assertThat(more.picture(first + 7).rgb()).isEqualTo(both.picture(first + 7).rgb());
      assertThat(both.picture(first + 7).rgb()).isNotEqualTo(both.picture(first + 8).rgb());
    }
  }

  @Test
  void aCountOutOfRangeIsRefused() {
    assertThatThrownBy(() -> DrawingsWithScenes.open(FOLDER, 0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("scenes is 0; accepted is");
  }
}
