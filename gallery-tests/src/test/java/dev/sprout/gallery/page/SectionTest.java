package dev.sprout.gallery.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sections appear as soon as what they need is there. */
class SectionTest {
  @TempDir private Path folder;

  private Workshop workshop() {
    return new Workshop(folder, folder, GallerySize.SMALL);
  }

  @Test
  void aSectionWhoseCommandIsMissingSaysSo() {
    assertThat(new Later("em segment", "paint").obstacle(workshop()))
        .contains("Sprout has no command paint yet.");
    assertThat(new Later("em paint").obstacle(workshop()))
        .contains("Sprout has no command em paint yet.");
    assertThat(new Later("em segment", "generate").obstacle(workshop())).isEmpty();
  }

  @Test
  void theVolumesWaitForTheirModel() {
    assertThat(new VolumesSection().obstacle(workshop()))
        .contains("There is no model in models/em yet.");
  }

  private record Later(String... names) implements Section {
    @Override
    public String title() {
      return "Later";
    }

    @Override
    public String lead() {
      return "";
    }

    @Override
    public List<String> commands() {
      return List.of(names);
    }

    @Override
    public Html content(Workshop workshop) {
      return Html.text("");
    }
  }
}
