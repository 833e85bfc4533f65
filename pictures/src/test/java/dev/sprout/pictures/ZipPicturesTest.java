package dev.sprout.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipPicturesTest {
  @TempDir private Path folder;

  private static byte[] png(int grey) {
    byte[] rgb = new byte[3 * 4 * 4];
    Arrays.fill(rgb, (byte) grey);
    return Png.encode(new Picture(4, 4, rgb), Map.of());
  }

  private Path zip(Map<String, byte[]> parts) throws IOException {
    Path file = folder.resolve("set.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        out.putNextEntry(new ZipEntry(part.getKey()));
        out.write(part.getValue());
      }
    }
    return file;
  }

  @Test
  void picturesComeInTheOrderOfTheArchive() throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put("set/dog/b.png", png(2));
    parts.put("set/cat/a.png", png(1));
    parts.put("__MACOSX/set/cat/._a.png", new byte[3]);
    parts.put("set/labels.json", new byte[2]);
    try (PictureSource source = PictureSource.unlabelled(zip(parts))) {
      assertThat(source.size()).isEqualTo(2);
      assertThat(source.example(0).id()).isEqualTo("set/dog/b.png");
      assertThat(source.picture(0).at(0, 0, 0)).isEqualTo(2);
      assertThat(source.picture(1).at(0, 0, 0)).isEqualTo(1);
    }
  }

  @Test
  void picturesThatAreNotReadAndBrokenPartsAreNamed() throws IOException {
    Path foreign = zip(Map.of("a.png", png(1), "b.avif", new byte[9]));
    assertThatThrownBy(() -> PictureSource.unlabelled(foreign))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("set.zip holds b.avif");
    try (PictureSource source = PictureSource.unlabelled(zip(Map.of("a.png", new byte[40])))) {
      assertThatThrownBy(() -> source.picture(0)).hasMessageContaining("set.zip: a.png is");
    }
    Path empty = zip(Map.of("a.txt", new byte[1]));
    assertThatThrownBy(() -> PictureSource.unlabelled(empty))
        .hasMessageContaining("holds no pictures");
    Path cut = Files.write(folder.resolve("cut.zip"), new byte[] {'P', 'K', 3, 4, 0});
    assertThatThrownBy(() -> PictureSource.unlabelled(cut))
        .hasMessageContaining("no intact zip archive");
  }
}
