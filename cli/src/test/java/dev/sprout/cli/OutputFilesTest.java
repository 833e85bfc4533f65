package dev.sprout.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.nn.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFilesTest {
  @TempDir private Path folder;

  @Test
  void manyPicturesAreNumbered() {
    OutputFiles files = OutputFiles.plan(folder, null, "Red Apple!", 2, false);
    assertThat(files.all())
        .containsExactly(folder.resolve("red-apple-0000.png"), folder.resolve("red-apple-0001.png"));
  }

  @Test
  void aGridAloneIsEnough() {
    OutputFiles files = OutputFiles.plan(null, folder.resolve("grid.png"), "apple", 4, false);
    assertThat(files.all()).containsExactly(folder.resolve("grid.png"));
  }

  @Test
  void oneFileCantHoldManyPictures() {
    assertThatThrownBy(() -> OutputFiles.plan(folder.resolve("a.png"), null, "apple", 2, false))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--grid");
  }

  @Test
  void missingFoldersAndExistingFilesAreRefused() throws IOException {
    Path file = folder.resolve("none/a.png");
    assertThatThrownBy(() -> OutputFiles.plan(file, null, "apple", 1, false))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there is no folder");
    Path existing = Files.createFile(folder.resolve("b.png"));
    assertThatThrownBy(() -> OutputFiles.plan(existing, null, "apple", 1, false))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--force");
    assertThat(OutputFiles.plan(existing, null, "apple", 1, true).all()).containsExactly(existing);
  }
}
