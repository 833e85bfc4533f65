package dev.sprout.nn.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.sprout.nn.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngTest {
  private static final int AFTER_HEADER = 33;
  private static final Picture PICTURE = TestPictures.noise(7, 5, 1);
  private static final Map<String, String> TEXT =
      Map.of("prompt", "ein roter Apfel – 赤いリンゴ 🍎\nzweite Zeile", "seed", "42", "empty", "");

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("a.png");
  }

  @Test
  void keepsPixelsAndUnicodeText() {
    Png.write(file, PICTURE, TEXT);
    assertThat(Picture.read(file)).isEqualTo(PICTURE);
    assertThat(Png.readText(file)).isEqualTo(TEXT);
  }

  @Test
  void replacesAFileAndLeavesNothingElse() throws IOException {
    Png.write(file, PICTURE, Map.of("a", "old"));
    Png.write(file, PICTURE, Map.of("b", "new"));
    assertThat(Png.readText(file)).containsExactly(entry("b", "new"));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void bytesDependOnPictureAndTextAlone() {
    Map<String, String> oneWay = new LinkedHashMap<>();
    oneWay.put("a", "1");
    oneWay.put("b", "2");
    Map<String, String> otherWay = new LinkedHashMap<>();
    otherWay.put("b", "2");
    otherWay.put("a", "1");
    assertThat(Png.encode(PICTURE, oneWay))
        .isEqualTo(Png.encode(TestPictures.noise(7, 5, 1), otherWay))
        .isNotEqualTo(Png.encode(PICTURE, Map.of("a", "1", "b", "3")))
        .isNotEqualTo(Png.encode(TestPictures.noise(7, 5, 2), oneWay));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "a ", "a  b", "a\u0000b", "зерно", "line\n"})
  void refusesKeywordsThatPngHasNot(String keyword) {
    assertThatThrownBy(() -> Png.encode(PICTURE, Map.of(keyword, "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("keyword");
  }

  @Test
  void keywordsHaveUpTo79Characters() {
    String longest = "k".repeat(79);
    Png.write(file, PICTURE, Map.of(longest, "x"));
    assertThat(Png.readText(file)).containsKey(longest);
    assertThatThrownBy(() -> Png.encode(PICTURE, Map.of(longest + "k", "x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsTheTextOfOtherPrograms() throws IOException {
    writeWith(
        chunk("tEXt", bytes("Author\0Ren\u00e9", ISO_8859_1)),
        chunk("zTXt", concat(bytes("Comment\0\0", ISO_8859_1), deflated(bytes("zip", UTF_8)))),
        chunk("iTXt", concat(bytes("Title\0\1\0de\0Titel\0", UTF_8), deflated(bytes("ä", UTF_8)))),
        chunk("tEXt", bytes("Author\0second", ISO_8859_1)));
    assertThat(Png.readText(file))
        .containsExactly(
            entry("Author", "Ren\u00e9"), entry("Comment", "zip"), entry("Title", "ä"));
  }

  @Test
  void neverDecodesPixels() throws IOException {
    byte[] png = Png.encode(PICTURE, TEXT);
    int data = new String(png, ISO_8859_1).indexOf("IDAT") + 4;
    Arrays.fill(png, data, png.length - 16, (byte) 0x55);
    Files.write(file, png);
    assertThatThrownBy(() -> Picture.read(file)).isInstanceOf(UserError.class);
    assertThat(Png.readText(file)).isEqualTo(TEXT);
  }

  @Test
  void refusesTextWhoseChecksumIsWrong() throws IOException {
    byte[] png = Png.encode(PICTURE, Map.of("prompt", "red apple"));
    png[new String(png, ISO_8859_1).indexOf("red")] = 'b';
    Files.write(file, png);
    refused("checksum");
  }

  @Test
  void refusesEveryCutFile() throws IOException {
    byte[] png = Png.encode(PICTURE, TEXT);
    for (int length = 8; length < png.length; length++) {
      Files.write(file, Arrays.copyOf(png, length));
      refused("cut short");
    }
  }

  @Test
  void refusesLengthsBeyondTheFile() throws IOException {
    for (int length : new int[] {Integer.MIN_VALUE, -1, Integer.MAX_VALUE, 1 << 20}) {
      byte[] png = Png.encode(PICTURE, TEXT);
      ByteBuffer.wrap(png).putInt(AFTER_HEADER, length);
      Files.write(file, png);
      refused("cut short");
    }
  }

  @Test
  void refusesTextThatUnpacksToTooMuch() throws IOException {
    byte[] zeros = deflated(new byte[17 << 20]);
    writeWith(chunk("zTXt", concat(bytes("bomb\0\0", ISO_8859_1), zeros)));
    refused("more than 16 MiB of text");
  }

  @Test
  void refusesBrokenChunksOfText() throws IOException {
    writeWith(chunk("tEXt", bytes("no end", ISO_8859_1)));
    refused("keyword");
    writeWith(chunk("zTXt", bytes("k\0\0no zlib data", ISO_8859_1)));
    refused("compressed text");
  }

  @Test
  void saysWhatAFileIsThatIsNoPng() throws IOException {
    Files.writeString(file, "just words");
    refused("a text file");
    Files.write(file, TestPictures.file(PICTURE.toImage(), "jpeg"));
    refused("a JPEG");
    Files.write(file, new byte[0]);
    refused("an empty file");
    Files.delete(file);
    refused("doesn't exist");
    Files.createDirectory(file);
    refused("a folder");
  }

  private void refused(String why) {
    assertThatThrownBy(() -> Png.readText(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why);
  }

  /** A PNG with chunks after its header. */
  private void writeWith(byte[]... chunks) throws IOException {
    byte[] png = Png.encode(PICTURE, Map.of());
    byte[] head = Arrays.copyOf(png, AFTER_HEADER);
    byte[] rest = Arrays.copyOfRange(png, AFTER_HEADER, png.length);
    Files.write(file, concat(head, concat(chunks), rest));
  }

  private static byte[] chunk(String type, byte[] data) {
    byte[] checked = concat(bytes(type, ISO_8859_1), data);
    CRC32 crc = new CRC32();
    crc.update(checked);
    return ByteBuffer.allocate(data.length + 12)
        .putInt(data.length)
        .put(checked)
        .putInt((int) crc.getValue())
        .array();
  }

  private static byte[] deflated(byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(data);
    }
    return out.toByteArray();
  }

  private static byte[] bytes(String text, Charset charset) {
    return text.getBytes(charset);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List.of(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }
}
