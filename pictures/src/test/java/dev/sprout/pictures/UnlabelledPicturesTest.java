package dev.sprout.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnlabelledPicturesTest {
  @TempDir Path folder;

  private static byte[] png(int grey) {
    byte value = (byte) grey;
    return Png.encode(new Picture(1, 1, new byte[] {value, value, value}), Map.of());
  }

  private void write(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static void holds(Path path, List<String> ids, int... greys) {
    try (PictureSource source = PictureSource.unlabelled(path)) {
      assertThat(IntStream.range(0, source.size()).mapToObj(i -> source.example(i).id()))
          .containsExactlyElementsOf(ids);
      for (int i = 0; i < greys.length; i++) {
        assertThat(source.picture(i).at(0, 0, 0)).isEqualTo(greys[i]);
      }
    }
  }

  private static void refused(Path path, String reason) {
    assertThatThrownBy(() -> PictureSource.unlabelled(path).close())
        .isInstanceOf(UserError.class)
        .hasMessageContaining(reason);
  }

  @Test
  void foldersOfAnyDepth() throws IOException {
    write("b/deep/2.png", png(2));
    write("a.png", png(1));
    write("notes.csv", "text".getBytes(StandardCharsets.UTF_8));
    write(".hidden.png", png(3));
    holds(folder, List.of("a.png", "b/deep/2.png"), 1, 2);
    write("b/x.avif", new byte[9]);
    refused(folder, "b/x.avif");
  }

  @Test
  void foldersWithoutPicturesOrWithArchivesBesideThem() throws IOException {
    refused(folder, "holds no pictures");
    refused(folder.resolve("none"), "doesn't exist");
    write("a.png", png(1));
    refused(folder.resolve("a.png"), "is no set of pictures");
    write("more.zip", new byte[9]);
    refused(folder, "holds the archive more.zip beside 1 pictures");
  }

  @Test
  void tarFilesWhateverNamesShare() throws IOException {
    Path tar = folder.resolve("x.tar");
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
      tar(out, "b.input.png", png(1));
      tar(out, "b.output.png", png(2));
      tar(out, "a.png", png(3));
      tar(out, "a.txt", new byte[3]);
    }
    holds(tar, List.of("x.tar/b.input.png", "x.tar/b.output.png", "x.tar/a.png"), 1, 2, 3);
    holds(folder, List.of("x.tar/b.input.png", "x.tar/b.output.png", "x.tar/a.png"), 1, 2, 3);
  }

  private static void tar(TarArchiveOutputStream out, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    out.putArchiveEntry(entry);
    out.write(content);
    out.closeArchiveEntry();
  }

  @Test
  void linksThatLeadNowhereAreNamed() throws IOException {
    write("a.png", png(1));
    Files.createSymbolicLink(folder.resolve("b.png"), folder.resolve("gone.png"));
    Files.createSymbolicLink(folder.resolve("notes"), folder.resolve("gone"));
    refused(folder, "b.png doesn't exist");
  }

  @Test
  void zipFiles() throws IOException {
    Path zip = folder.resolve("x.zip");
    zip(zip, Map.of("set/a.png", png(4), "notes.txt", new byte[3], "__MACOSX/a.png", new byte[2]));
    holds(zip, List.of("set/a.png"), 4);
    zip(zip, Map.of("a.png", new byte[] {1, 2, 3}));
    try (PictureSource source = PictureSource.unlabelled(zip)) {
      assertThatThrownBy(() -> source.picture(0))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("x.zip: a.png is no picture");
    }
    zip(zip, Map.of("a.heic", new byte[3]));
    refused(zip, "a.heic, a kind of picture that is not read");
    zip(zip, Map.of("a.txt", new byte[3]));
    refused(zip, "holds no pictures");
    Files.write(zip, new byte[] {'P', 'K', 3, 4, 5});
    refused(zip, "is no intact zip archive");
  }

  private static void zip(Path file, Map<String, byte[]> contents) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> content : contents.entrySet()) {
        zip.putNextEntry(new ZipEntry(content.getKey()));
        zip.write(content.getValue());
        zip.closeEntry();
      }
    }
  }
}
