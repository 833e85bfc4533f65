package dev.sprout.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Picture files that were once read wrongly. */
class PictureFaultsTest {
  static final Path FAULTS = Path.of("src/test/resources/faults");

  private static Picture read(String name) {
    return Picture.read(FAULTS.resolve(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"apple", "cat", "flag", "snowman"})
  void lossyWebPIsThatOfLibwebp(String name) {
    assertThat(read("01-webp-lossy/" + name + ".webp"))
        .isEqualTo(read("01-webp-lossy/" + name + "-right.png"));
  }

  @Test
  void oneColourNeedsNoBits() {
    assertThat(read("02-webp-one-colour/green.webp"))
        .isEqualTo(TestPictures.plain(128, 128, 10, 200, 30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"side.png", "side.webp"})
  void exifTurnsEachFormat(String name) {
    assertThat(read("07-exif-turned/" + name)).isEqualTo(read("07-exif-turned/upright.png"));
  }

  @ParameterizedTest
  @CsvSource({"part.gif,gif-right.png", "part.webp,webp-right.png"})
  void smallFramesLieOnTheirCanvas(String name, String right) {
    assertThat(read("08-frame-smaller-than-canvas/" + name))
        .isEqualTo(read("08-frame-smaller-than-canvas/" + right));
  }

  /** Readers that join the blocks of a comment one by one never end with this one. */
  @Test
  void longCommentsInAGifArePassedOver() throws IOException {
    byte[] gif = Files.readAllBytes(FAULTS.resolve("08-frame-smaller-than-canvas/part.gif"));
    int colours = 3 << ((gif[10] & 7) + 1);
    byte[] comment = new byte[40_000_003]; // 256 bytes a block, the first of them its size
    comment[0] = 0x21;
    comment[1] = (byte) 0xfe;
    for (int at = 2; at + 257 <= comment.length; at += 256) {
      comment[at] = (byte) 0xff;
    }
    ByteBuffer file = ByteBuffer.allocate(gif.length + comment.length);
    file.put(gif, 0, 13 + colours);
    file.put(comment, 0, 2 + (comment.length - 3) / 256 * 256 + 1);
    file.put(gif, 13 + colours, gif.length - 13 - colours);
    assertThat(Picture.read(file.array(), "comment.gif"))
        .isEqualTo(read("08-frame-smaller-than-canvas/gif-right.png"));
  }

  @Test
  void aTransparentLayerIsAMask() {
    Picture plain = Picture.readMask(FAULTS.resolve("09-mask-layer/mask_plain.png"));
    assertThat(Picture.readMask(FAULTS.resolve("09-mask-layer/mask_layer.png"))).isEqualTo(plain);
    assertThat(read("09-mask-layer/mask_plain.png")).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bmp-embedded-memory.bmp",
        "webp-lossless-endless.webp",
        "webp-lossless-cut.webp",
        "webp-frame-larger-than-canvas.webp",
        "webp-animation-slow.webp"
      })
  void hostileFilesAreRefused(String name) {
    assertThatThrownBy(() -> read("hostile/" + name))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(name)
        .hasMessageContaining("damaged or cut short");
  }

  @Test
  void everyCutOfALosslessWebPIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(FAULTS.resolve("hostile/webp-lossless-whole.webp"));
    assertThat(Picture.read(whole, "whole").width()).isEqualTo(64);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Picture.read(cut, "cut")).isInstanceOf(UserError.class);
    }
  }

  @Test
  void zerosAreNoPng(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("zeros.png");
    Files.write(file, new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    try (RandomAccessFile zeros = new RandomAccessFile(file.toFile(), "rw")) {
      zeros.setLength(1 << 30);
    }
    assertThatThrownBy(() -> Png.readText(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("header IHDR");
  }

  @Test
  void zerosBehindAPngHeaderAreNoChunks(@TempDir Path folder) throws IOException {
    byte[] png = TestPictures.encode(TestPictures.noise(4, 4, 1).toImage(), "png");
    byte[] zeros = Arrays.copyOf(Arrays.copyOf(png, 33), 1 << 20);
    Path file = Files.write(folder.resolve("zeros.png"), zeros);
    assertThatThrownBy(() -> Png.readText(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no chunks");
  }

  @Test
  void moreMemoryThanThereIsIsNotTaken() {
    byte[] png = TestPictures.encode(TestPictures.noise(4, 4, 1).toImage(), "png");
    ByteBuffer.wrap(png).putInt(16, 20_000).putInt(20, 20_000);
    assertThatThrownBy(() -> Picture.read(png, "wide", Long.MAX_VALUE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("wide has 20000×20000 = 400000000 pixels; the memory");
  }

  @Test
  void noLocaleChangesWhatIsRead() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(new Locale("ar", "EG"));
      Picture picture = read("07-exif-turned/upright.png");
      assertThat(read("07-exif-turned/side.webp")).isEqualTo(picture);
      assertThat(read("08-frame-smaller-than-canvas/part.gif").width()).isEqualTo(128);
      assertThat(Picture.read(Png.encode(picture, Map.of("seed", "3")), "a.png"))
          .isEqualTo(picture);
    } finally {
      Locale.setDefault(before);
    }
  }
}
