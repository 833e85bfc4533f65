package dev.sprout.pictures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sprout.core.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarShardsTest {
  @TempDir Path folder;

  /** Builds an archive in memory. */
  private static final class Tar {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8");

    Tar() {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      out.setAddPaxHeadersForNonAsciiNames(true);
    }

    Tar add(String name, byte[] content) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name, true);
      entry.setSize(content.length);
      out.putArchiveEntry(entry);
      out.write(content);
      out.closeArchiveEntry();
      return this;
    }

    Tar add(String name, String content) throws IOException {
      return add(name, content.getBytes(UTF_8));
    }

    Tar link(String name, byte type, String target) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name, type);
      entry.setLinkName(target);
      out.putArchiveEntry(entry);
      out.closeArchiveEntry();
      return this;
    }

    byte[] bytes() throws IOException {
      out.close();
      return bytes.toByteArray();
    }
  }

  private static byte[] png(long seed) {
    return Png.encode(TestPictures.noise(4, 3, seed), Map.of());
  }

  private Path write(String name, Tar tar) throws IOException {
    return Files.write(folder.resolve(name), tar.bytes());
  }

  private static List<String> ids(PictureSource source) {
    return IntStream.range(0, source.size()).mapToObj(i -> source.example(i).id()).toList();
  }

  private void assertRefused(Tar tar, String... words) throws IOException {
    Path file = write("bad.tar", tar);
    assertThatThrownBy(() -> PictureSource.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void filesOfOneNameAreOneExample() throws IOException {
    Tar tar =
        new Tar()
            .add("000.txt", "a cat\n")
            .add("000.json", "{\"caption\":\"a cat\",\"width\":4,\"tags\":[\"pet\"]}")
            .add("000.PNG", png(1))
            .add("000.cls", "281\n")
            .add("README.md", "about")
            .add("./sub/käse.webp", WebPBytes.lossless(2, 2, 1, 2, 3, 255));
    try (PictureSource source = PictureSource.open(write("a.tar", tar))) {
      assertThat(ids(source)).containsExactly("a.tar/000", "a.tar/sub/käse");
      Example cat = source.example(0);
      assertThat(cat.fields()).isEqualTo(Map.of("width", "4", "class", "281"));
      assertThat(cat.captions()).containsExactly("a cat");
      assertThat(cat.list("tags")).containsExactly("pet");
      assertThat(source.picture(0)).isEqualTo(TestPictures.noise(4, 3, 1));
      assertThat(source.picture(1)).isEqualTo(TestPictures.plain(2, 2, 1, 2, 3));
    }
  }

  @Test
  void shardsComeByNameAndSamplesAsStored() throws IOException {
    write("s-1.tar", new Tar().add("b.png", png(3)).add("a.png", png(4)));
    write("s-0.tar", new Tar().add("a.png", png(1)).add("b.png", png(2)));
    Files.writeString(folder.resolve("notes.txt"), "x");
    PictureSource source = PictureSource.open(folder);
    assertThat(ids(source)).containsExactly("s-0.tar/a", "s-0.tar/b", "s-1.tar/b", "s-1.tar/a");
    List<Picture> pictures = IntStream.range(0, 4).parallel().mapToObj(source::picture).toList();
    assertThat(pictures)
        .containsExactly(
            TestPictures.noise(4, 3, 1),
            TestPictures.noise(4, 3, 2),
            TestPictures.noise(4, 3, 3),
            TestPictures.noise(4, 3, 4));
  }

  @Test
  void longNamesAndHiddenFilesWork() throws IOException {
    String name = "deep/".repeat(40) + "x.seg.png";
    Tar tar = new Tar().add("._x.png", "resource fork").add(name, png(2));
    tar.add(name.replace(".seg", ""), png(1));
    PictureSource source = PictureSource.open(write("a.tar", tar));
    assertThat(ids(source)).containsExactly("a.tar/" + "deep/".repeat(40) + "x");
    assertThat(source.picture(0)).isEqualTo(TestPictures.noise(4, 3, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x.png", "a/../../x.png", "..\\x.png", "/etc/x.png", "a/../b.png"})
  void namesThatLeadOutsideAreRefused(String name) throws IOException {
    assertRefused(new Tar().add(name, png(1)), name, "leads outside of the archive");
  }

  @Test
  void linksAreRefused() throws IOException {
    Tar symbolic = new Tar().link("a.png", TarConstants.LF_SYMLINK, "/etc/passwd");
    assertRefused(symbolic, "a.png is a link");
    Tar hard = new Tar().add("b.png", png(1)).link("a.png", TarConstants.LF_LINK, "b.png");
    assertRefused(hard, "a.png is a link");
  }

  @Test
  void samplesNeedExactlyOnePicture() throws IOException {
    assertRefused(
        new Tar().add("a.png", png(1)).add("b.json", "{}"), "the sample b has 0 pictures");
    assertRefused(
        new Tar().add("a.png", png(1)).add("b.avif", "x"),
        "the sample b has 0 pictures (its files end in avif)");
    assertRefused(
        new Tar().add("a.png", png(1)).add("a.bmp", "BM"),
        "the sample a has 2 pictures",
        "bmp, png");
    assertRefused(new Tar().add("a.b.png", png(1)), "KEY has no dot");
    assertRefused(new Tar().add("a.png", png(1)).add("a.png", png(2)), "holds a.png twice");
    assertRefused(new Tar().add("notes.md", "x"), "holds no pictures");
  }

  @Test
  void malformedTextsAreNamed() throws IOException {
    Tar json = new Tar().add("a.png", png(1)).add("a.json", "{\"a\":");
    assertRefused(json, "bad.tar: a.json: not a JSON object");
    Tar latin = new Tar().add("a.png", png(1)).add("a.txt", new byte[] {(byte) 0xe4});
    assertRefused(latin, "bad.tar: a.txt is not UTF-8");
    Tar large = new Tar().add("a.png", png(1)).add("a.txt", new byte[2 << 20]);
    assertRefused(large, "bad.tar: a.txt has 2097152 bytes");
  }

  @Test
  void brokenPicturesAreNamedWhenTheyAreRead() throws IOException {
    PictureSource source = PictureSource.open(write("a.tar", new Tar().add("x.png", "text")));
    assertThatThrownBy(() -> source.picture(0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a.tar: x.png is a text file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.tar.gz", "a.tgz", "a.TAR.ZST", "a.tar.xz", "a.tar.bz2"})
  void compressedShardsAreRefused(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "packed");
    for (Path path : List.of(file, folder)) {
      assertThatThrownBy(() -> PictureSource.open(path))
          .isInstanceOf(UserError.class)
          .hasMessageContainingAll(name + " is compressed", "unpack it to a plain .tar first");
    }
  }

  @Test
  void compressedShardsAreKnownByTheirContentToo() throws IOException {
    Path file = folder.resolve("a.tar");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(new Tar().add("a.png", png(1)).bytes());
    }
    assertThatThrownBy(() -> PictureSource.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a.tar is compressed");
  }

  @Test
  void otherMembersOfJsonAreLeftOut() throws IOException {
    Tar tar = new Tar().add("a.png", png(1)).add("a.json", "{\"b\":1,\"c\":{\"d\":2},\"e\":[3]}");
    Example example = PictureSource.open(write("a.tar", tar)).example(0);
    assertThat(example).isEqualTo(new Example("a.tar/a", Map.of("b", "1"), List.of()));
  }

  @Test
  void cutShardsAreRefused() throws IOException {
    byte[] whole = new Tar().add("a.png", png(1)).add("b.png", new byte[5000]).bytes();
    for (int length : new int[] {600, 1200, 3000}) {
      Path file = Files.write(folder.resolve("cut.tar"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> PictureSource.open(file))
          .as("%d bytes", length)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("cut.tar");
    }
  }

  @Test
  void whatIsNoTarIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text.tar"), "Once upon a time ".repeat(99));
    assertThatThrownBy(() -> PictureSource.open(text))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("text.tar");
    Path empty = Files.write(folder.resolve("empty.tar"), new byte[0]);
    assertThatThrownBy(() -> PictureSource.open(empty))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("empty.tar");
  }

  @Property(tries = 300)
  void damageOnlyLeadsToSourcesOrUserErrors(@ForAll long seed) throws IOException {
    byte[] tar = new Tar().add("ä.png", png(1)).add("ä.json", "{}").add("b.png", png(2)).bytes();
    Random random = new Random(seed);
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      tar[random.nextInt(tar.length)] = (byte) random.nextInt();
    }
    Path file = Files.createTempFile("odd", ".tar");
    try {
      Files.write(file, random.nextBoolean() ? tar : Arrays.copyOf(tar, tar.length / 2));
      Throwable thrown = catchThrowable(() -> PictureSource.open(file));
      assertThat(thrown == null || thrown instanceof UserError).as("%s", thrown).isTrue();
    } finally {
      Files.delete(file);
    }
  }
}
