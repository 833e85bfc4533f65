package dev.sprout.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void theFileHoldsWhatWasWrittenAndNothingElseIsLeft() throws IOException {
    Path file = folder.resolve("a.bin");
    AtomicFile.write(file, out -> out.write(new byte[3_000_000]));
    assertThat(file).hasSize(3_000_000);
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void aFileThatIsThereIsReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "a longer old content");
    AtomicFile.write(file, out -> out.write('n'));
    assertThat(file).hasContent("n");
  }

  @Test
  void namesMayBeAsLongAsTheFileSystemTakesThem() {
    Path file = folder.resolve("a".repeat(251) + ".png");
    AtomicFile.write(file, out -> out.write('n'));
    assertThat(file).hasContent("n");
  }

  @Test
  void aFullDiskNamesTheFileAndLeavesNothing() {
    Path file = folder.resolve("a.bin");
    assertThatThrownBy(() -> AtomicFile.write(file, AtomicFileTest::fillTheDisk))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("No space left on device");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFailureLeavesTheOldFileAsItWas() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    assertThatThrownBy(() -> AtomicFile.write(file, AtomicFileTest::fillTheDisk))
        .isInstanceOf(UserError.class);
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void aFailureOfTheCallerLeavesNothing() {
    IllegalStateException failure = new IllegalStateException("no");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    folder.resolve("a"),
                    out -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aMissingFolderIsNamed() {
    Path file = folder.resolve("none").resolve("a.bin");
    assertThatThrownBy(() -> AtomicFile.write(file, out -> out.write(1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("there is no folder " + file.getParent());
  }

  @Test
  void aFileInTheWayOfAFolderIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("a"));
    assertThatThrownBy(() -> AtomicFile.makeFolder(file))
        .isInstanceOf(UserError.class)
        .hasMessage("folder %s can't be made: it is a file; name another", file);
    assertThatThrownBy(() -> AtomicFile.makeFolder(file.resolve("b/c")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("folder %s can't be made: ", file.resolve("b/c"));
  }

  @Test
  void placesThatCannotBeWrittenAreToldByTheWantedFile() {
    Path file = Path.of("/proc/a.bin"); // takes no files, not even from the superuser
    assertThatThrownBy(() -> AtomicFile.write(file, out -> out.write(1)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + " can't be written: ")
        .hasMessageNotContaining(".part");
  }

  @Test
  void reasonsDoNotNameTemporaryFiles() {
    assertThat(AtomicFile.reason(new AccessDeniedException(".x.part")))
        .isEqualTo("permission denied");
    assertThat(AtomicFile.reason(new DirectoryNotEmptyException(".x.part")))
        .isEqualTo("a folder is in the way");
    assertThat(AtomicFile.reason(new FileSystemException(".x.part", null, "Read-only file system")))
        .isEqualTo("Read-only file system");
    assertThat(AtomicFile.reason(new IOException("No space left on device")))
        .isEqualTo("No space left on device");
  }

  @Test
  void aFolderInTheWayIsNamedAndKept() throws IOException {
    Path file = Files.createDirectories(folder.resolve("a/b")).getParent();
    assertThatThrownBy(() -> AtomicFile.write(file, out -> out.write(1)))
        .isInstanceOf(UserError.class)
        .hasMessage("%s can't be written: it is a folder; name a file", file);
    assertThat(file.resolve("b")).isDirectory();
    assertThat(folder.toFile().list()).hasSize(1);
  }

  private static void fillTheDisk(OutputStream out) throws IOException {
    out.write(new byte[3_000_000]);
    throw new IOException("No space left on device");
  }
}
