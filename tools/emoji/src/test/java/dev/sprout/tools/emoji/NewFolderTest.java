package dev.sprout.tools.emoji;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFolderTest {
  @TempDir private Path parent;

  private Path target() {
    return parent.resolve("emoji");
  }

  private void make(String content, boolean force) throws IOException {
    try (NewFolder folder = NewFolder.startedAt(target(), force)) {
      Files.writeString(folder.path().resolve(NewFolder.MARKER), content);
      folder.publish();
    }
  }

  private List<Path> listing() throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.toList();
    }
  }

  @Test
  void appearsWhenPublished() throws IOException {
    make("new", false);
    assertThat(target().resolve(NewFolder.MARKER)).hasContent("new");
    assertThat(listing()).containsExactly(target());
  }

  @Test
  void leavesNothingWhenNotPublished() throws IOException {
    try (NewFolder folder = NewFolder.startedAt(target(), false)) {
      Files.writeString(folder.path().resolve("half"), "done");
      assertThat(target()).doesNotExist();
    }
    assertThat(listing()).isEmpty();
  }

  @Test
  void replacesOnlyByForce() throws IOException {
    make("old", false);
    assertThatThrownBy(() -> make("new", false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("--force");
    make("new", true);
    assertThat(target().resolve(NewFolder.MARKER)).hasContent("new");
    assertThat(listing()).containsExactly(target());
  }

  @Test
  void neverReplacesAFolderOfSomethingElse() throws IOException {
    Files.createDirectory(target());
    assertThatThrownBy(() -> make("new", true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not replaced");
  }
}
