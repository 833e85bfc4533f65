package dev.sprout.tools.emoji;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageArchiveTest {
  @TempDir private Path folder;
  private Path archive;

  @BeforeEach
  void writeArchive() throws IOException {
    archive = folder.resolve("package.tgz");
    try (var gzip = new GzipCompressorOutputStream(Files.newOutputStream(archive));
        var tar = new TarArchiveOutputStream(gzip)) {
      add(tar, "package/small.svg", 10);
      add(tar, "../../outside.svg", 10);
      add(tar, "package/large.svg", 100);
      tar.putArchiveEntry(new TarArchiveEntry("package/link.svg", TarConstants.LF_SYMLINK));
      tar.closeArchiveEntry();
    }
  }

  private static void add(TarArchiveOutputStream tar, String name, int size) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(size);
    tar.putArchiveEntry(entry);
    tar.write(new byte[size]);
    tar.closeArchiveEntry();
  }

  @Test
  void readsTheWantedFilesAndNoLinks() throws IOException {
    var files = new PackageArchive(100, 1000).read(archive, name -> name.startsWith("package/"));
    assertThat(files).containsOnlyKeys("package/small.svg", "package/large.svg");
    assertThat(files.get("package/small.svg")).hasSize(10);
  }

  @Test
  void writesNothingToDisk() throws IOException {
    new PackageArchive().read(archive, name -> true);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(archive);
    }
  }

  @Test
  void refusesAnOversizeEntry() {
    assertThatThrownBy(() -> new PackageArchive(99, 1000).read(archive, name -> true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("package/large.svg has 100 bytes; the limit is 99");
  }

  @Test
  void refusesAnOversizeWhole() {
    assertThatThrownBy(() -> new PackageArchive(100, 119).read(archive, name -> true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 119 bytes");
  }

  @Test
  void refusesADamagedArchive() throws IOException {
    byte[] whole = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> new PackageArchive().read(archive, name -> true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(archive.toString());
  }
}
