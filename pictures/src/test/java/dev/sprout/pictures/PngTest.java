package dev.sprout.pictures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sprout.core.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngTest {
  private static final Picture PICTURE = TestPictures.noise(6, 5, 1);

  @TempDir Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("a.png"), bytes);
  }

  @Test
  void picturesAndTextsComeBack() {
    Path file = folder.resolve("out.png");
    Map<String, String> text =
        Map.of("prompt", "ein Käse 🧀 と 日本語\nzwei Zeilen", "seed", "42", "empty", "");
    Png.write(file, PICTURE, text);
    assertThat(Png.readText(file)).isEqualTo(text);
    assertThat(Picture.read(file)).isEqualTo(PICTURE);
  }

  @Property(tries = 100)
  void anyTextComesBack(@ForAll String value) throws IOException {
    String unicode = new String(value.getBytes(UTF_8), UTF_8); // lone surrogates have no bytes
    Path file = Files.createTempFile("text", ".png");
    try {
      Files.write(file, Png.encode(PICTURE, Map.of("key", unicode)));
      assertThat(Png.readText(file)).isEqualTo(Map.of("key", unicode));
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void bytesDependOnPictureAndTextAlone() {
    Map<String, String> text = new LinkedHashMap<>();
    text.put("a", "1");
    text.put("b", "2");
    Map<String, String> reversed = new LinkedHashMap<>();
    reversed.put("b", "2");
    reversed.put("a", "1");
    byte[] png = Png.encode(PICTURE, text);
    Picture copy = new Picture(6, 5, PICTURE.rgb().clone());
    assertThat(Png.encode(copy, reversed)).isEqualTo(png);
    assertThat(Png.encode(PICTURE, Map.of("a", "1"))).isNotEqualTo(png);
  }

  @Test
  void textIsAnInternationalTextChunkBehindTheHeader() {
    byte[] png = Png.encode(PICTURE, Map.of("prompt", "Käse"));
    byte[] data = "prompt\0\0\0\0\0Käse".getBytes(UTF_8);
    byte[] expected = chunk("iTXt", data);
    assertThat(Arrays.copyOfRange(png, 33, 33 + expected.length)).isEqualTo(expected);
    assertThat(Arrays.copyOfRange(png, 33 + expected.length + 4, 33 + expected.length + 8))
        .isEqualTo("IDAT".getBytes(UTF_8));
  }

  @Test
  void writingReplacesTheFileAndLeavesNothingElse() throws IOException {
    Path file = file("old".getBytes(UTF_8));
    Png.write(file, PICTURE, Map.of());
    assertThat(Picture.read(file)).isEqualTo(PICTURE);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void writingIntoAMissingFolderIsRefused() {
    Path file = folder.resolve("none/a.png");
    assertThatThrownBy(() -> Png.write(file, PICTURE, Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there is no folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "a ", "a  b", "tab\there", "日本", "a\0b"})
  void keywordsFollowTheStandard(String keyword) {
    assertThatThrownBy(() -> Png.encode(PICTURE, Map.of(keyword, "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no PNG keyword");
  }

  @Test
  void keywordsHaveUpTo79Characters() throws IOException {
    String longest = "k".repeat(79);
    assertThat(Png.readText(file(Png.encode(PICTURE, Map.of(longest, "x"))))).containsKey(longest);
    assertThatThrownBy(() -> Png.encode(PICTURE, Map.of(longest + "k", "x")))
        .hasMessageContaining("is no PNG keyword");
  }

  @Test
  void allThreeKindsOfTextAreReadWhereverTheyStand() throws IOException {
    byte[] latin = chunk("tEXt", "Author\0J\u00fcrgen".getBytes(ISO_8859_1));
    byte[] packed =
        chunk("zTXt", join("Notes\0\0".getBytes(ISO_8859_1), deflate("h\u00e9", ISO_8859_1)));
    byte[] packedUtf =
        chunk("iTXt", join("Title\0\1\0fr\0Titre\0".getBytes(UTF_8), deflate("€", UTF_8)));
    byte[] again = chunk("tEXt", "Author\0second".getBytes(ISO_8859_1));
    Path file = file(withChunks(latin, packed, packedUtf, again));
    assertThat(Png.readText(file))
        .containsExactly(
            Map.entry("Author", "Jürgen"), Map.entry("Notes", "hé"), Map.entry("Title", "€"));
  }

  @Test
  void pixelsAreNotTouched() throws IOException {
    byte[] png = Png.encode(PICTURE, Map.of("seed", "7"));
    int data = new String(png, ISO_8859_1).indexOf("IDAT") + 4;
    Arrays.fill(png, data, data + 20, (byte) 0x5a);
    Path file = file(png);
    assertThat(Png.readText(file)).isEqualTo(Map.of("seed", "7"));
    assertThatThrownBy(() -> Picture.read(file)).isInstanceOf(UserError.class);
  }

  @Test
  void wrongChecksumsAreRefused() throws IOException {
    byte[] png = Png.encode(PICTURE, Map.of("seed", "7"));
    png[new String(png, ISO_8859_1).indexOf("seed")] = 'f';
    Path file = file(png);
    assertThatThrownBy(() -> Png.readText(file))
        .isInstanceOf(UserError.class)
        .hasMessage("%s is a damaged PNG file: the checksum of a text is wrong.", file);
  }

  @Test
  void everyCutIsRefused() throws IOException {
    byte[] png = Png.encode(PICTURE, Map.of("seed", "7"));
    for (int length = 8; length < png.length; length++) {
      Path file = file(Arrays.copyOf(png, length));
      assertThatThrownBy(() -> Png.readText(file))
          .as("%d of %d bytes", length, png.length)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("it is cut short");
    }
  }

  @Property(tries = 200)
  void damageOnlyLeadsToTextsOrUserErrors(@ForAll long seed) throws IOException {
    byte[] packed = chunk("zTXt", join("N\0\0".getBytes(UTF_8), deflate("note", UTF_8)));
    byte[] png = withChunks(packed, chunk("tEXt", "A\0b".getBytes(UTF_8)));
    Random random = new Random(seed);
    for (int i = 0; i < 4; i++) {
      png[8 + random.nextInt(png.length - 8)] = (byte) random.nextInt();
    }
    Path file = Files.createTempFile("odd", ".png");
    try {
      Files.write(file, png);
      Throwable thrown = catchThrowable(() -> Png.readText(file));
      assertThat(thrown == null || thrown instanceof UserError).as("%s", thrown).isTrue();
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void brokenTextChunksAreRefused() throws IOException {
    assertRefused(chunk("tEXt", "no end".getBytes(UTF_8)), "no end of its keyword");
    assertRefused(chunk("zTXt", "key\0\0garbage".getBytes(UTF_8)), "a compressed text is broken");
  }

  @Test
  void textThatUnpacksHugeIsRefused() throws IOException {
    byte[] packed = deflate("x".repeat(17 << 20), UTF_8);
    assertThat(packed.length).isLessThan(100_000);
    byte[] bomb = chunk("zTXt", join("key\0\0".getBytes(UTF_8), packed));
    assertRefused(bomb, "holds more than 16 MiB of text");
  }

  private void assertRefused(byte[] chunk, String message) throws IOException {
    Path file = file(withChunks(chunk));
    assertThatThrownBy(() -> Png.readText(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  @Test
  void otherFilesAreNamedForWhatTheyAre() throws IOException {
    Path jpeg = file(TestPictures.encode(PICTURE.toImage(), "jpg"));
    assertThatThrownBy(() -> Png.readText(jpeg))
        .isInstanceOf(UserError.class)
        .hasMessage("%s is a JPEG picture; a PNG file is needed.", jpeg);
    Path text = file("hello".getBytes(UTF_8));
    assertThatThrownBy(() -> Png.readText(text)).hasMessageContaining("is a text file");
    Path empty = file(new byte[0]);
    assertThatThrownBy(() -> Png.readText(empty)).hasMessageContaining("is an empty file");
    assertThatThrownBy(() -> Png.readText(folder.resolve("none.png")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none.png doesn't exist");
  }

  /** A PNG file with chunks before its end. */
  private static byte[] withChunks(byte[]... chunks) {
    byte[] png = Png.encode(PICTURE, Map.of());
    byte[] end = Arrays.copyOfRange(png, png.length - 12, png.length);
    return join(Arrays.copyOf(png, png.length - 12), join(chunks), end);
  }

  private static byte[] chunk(String type, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(UTF_8));
    crc.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(type.getBytes(UTF_8))
        .put(data)
        .putInt((int) crc.getValue())
        .array();
  }

  private static byte[] deflate(String text, Charset charset) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(text.getBytes(charset));
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
