package dev.sprout.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no sound picture is refused in plain words. */
class PictureDamageTest {
  private static final String[] FORMATS = {"png", "jpg", "bmp", "gif"};

  private static byte[] file(String format) {
    return TestPictures.encode(TestPictures.noise(24, 18, 1).toImage(), format);
  }

  static String[] formats() {
    return FORMATS.clone();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void hugePicturesAreRefusedByTheirHeader(String format) {
    byte[] file = file(format);
    claim(file, format, 20_000);
    assertThatThrownBy(() -> Picture.read(file, "bomb"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "bomb has 20000×20000 = 400000000 pixels;"
                + " pictures of up to 100000000 pixels are accepted.");
  }

  @Test
  void hugeWebPIsRefusedByItsHeader() {
    byte[] file = WebPBytes.lossless(16_384, 16_384, 1, 2, 3, 255);
    assertThatThrownBy(() -> Picture.read(file, "bomb")).hasMessageContaining("16384×16384");
  }

  @Test
  void theCallersLimitCounts() {
    byte[] file = file("png");
    assertThat(Picture.read(file, "small", 24 * 18).width()).isEqualTo(24);
    assertThatThrownBy(() -> Picture.read(file, "small", 24 * 18 - 1))
        .hasMessageContaining("24×18 = 432 pixels; pictures of up to 431");
  }

  @Test
  void noLimitReachesBeyondOneArray() {
    byte[] file = file("png");
    claim(file, "png", 30_000);
    assertThatThrownBy(() -> Picture.read(file, "wide", Long.MAX_VALUE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("30000×30000 = 900000000 pixels; pictures of up to 715827882");
  }

  /** Overwrites width and height in the header. */
  private static void claim(byte[] file, String format, int side) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    switch (format) {
      case "png" -> bytes.putInt(16, side).putInt(20, side);
      case "bmp" -> {
        bytes.order(ByteOrder.LITTLE_ENDIAN).putInt(18, side).putInt(22, side);
        bytes.putInt(2, Integer.MAX_VALUE); // the length of the file
      }
      case "jpg" -> {
        int frame = find(file, 0xff, 0xc0, 0, 17, 8, 0, 18, 0, 24);
        bytes.putShort(frame + 5, (short) side).putShort(frame + 7, (short) side);
      }
      default -> {
        int frame = find(file, ',', 0, 0, 0, 0, 24, 0, 18, 0);
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort(frame + 5, (short) side).putShort(frame + 7, (short) side);
      }
    }
  }

  private static int find(byte[] file, int... wanted) {
    for (int at = 0; at + wanted.length <= file.length; at++) {
      int from = at;
      if (IntStream.range(0, wanted.length).allMatch(i -> (file[from + i] & 0xff) == wanted[i])) {
        return at;
      }
    }
    throw new AssertionError("no such header");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void cutFilesAreRefused(String format) {
    byte[] whole = file(format);
    for (int percent : new int[] {5, 25, 50, 75, 95}) {
      byte[] cut = Arrays.copyOf(whole, whole.length * percent / 100);
      assertThatThrownBy(() -> Picture.read(cut, "cut"))
          .as("%d %% of %s", percent, format)
          .isInstanceOf(UserError.class)
          .hasMessageMatching(
              "cut (can't be decoded: this \\w+ file is damaged or cut short|is no picture).*");
    }
  }

  @Test
  void cutWebPIsRefused() {
    byte[] whole = WebPBytes.lossless(50, 50, 1, 2, 3, 255);
    assertThatThrownBy(() -> Picture.read(Arrays.copyOf(whole, whole.length / 2), "cut"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("this WEBP file is damaged or cut short");
  }

  @Property(tries = 150)
  void damageNeverLeadsToAnythingButPicturesAndUserErrors(
      @ForAll @IntRange(min = 0, max = 4) int format,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int changes) {
    byte[] file = format < 4 ? file(FORMATS[format]) : WebPBytes.lossless(24, 18, 1, 2, 3, 90);
    Random random = new Random(seed);
    for (int i = 0; i < changes; i++) {
      file[random.nextInt(Math.min(file.length, 700))] = (byte) random.nextInt();
    }
    Throwable thrown = catchThrowable(() -> Picture.read(file, "odd", 1 << 16));
    assertThat(thrown == null || thrown instanceof UserError).as("%s", thrown).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'Once upon a time', a text file",
    "'BMW builds cars and many more things', a text file",
    "'', an empty file",
    "'%PDF-1.7', a PDF document",
    "'\0\0\0\u0018ftypheic', a HEIC picture or a video",
    "'\0\0\0\u0018ftypavif', an AVIF picture",
    "'\u0001\u0002\u0003', no picture"
  })
  void otherFilesAreNamedForWhatTheyAre(String content, String what, @TempDir Path folder)
      throws IOException {
    Path file = Files.write(folder.resolve("a.png"), content.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Picture.read(file))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "%s is %s; PNG, JPEG, WebP, BMP, GIF and TIFF pictures are accepted."
                .formatted(file, what));
  }

  @Test
  void missingFilesAndFoldersAreNamed(@TempDir Path folder) {
    Path missing = folder.resolve("none.png");
    assertThatThrownBy(() -> Picture.read(missing))
        .isInstanceOf(UserError.class)
        .hasMessage("%s doesn't exist.", missing);
    assertThatThrownBy(() -> Picture.read(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is a folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "B.JPG", "c.d.webp", "e.jpeg", "x.bmp", "y.gif"})
  void pictureNamesAreKnown(String name) {
    assertThat(PictureFormat.matchesName(name)).isTrue();
    assertThat(PictureFormat.matchesName(name + ".txt")).isFalse();
  }

  @Test
  void aNameWithoutDotIsNoPictureName() {
    assertThat(PictureFormat.matchesName("png")).isFalse();
  }
}
