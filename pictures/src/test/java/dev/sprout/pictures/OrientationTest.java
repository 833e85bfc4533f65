package dev.sprout.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
  private static final int BLOCK = 16;

  /**
   * Stored are the blocks AB over CD. What the eight values show follows from their definition, for
   * instance 6: the stored top row is the shown right side, the stored left side the shown top.
   */
  @ParameterizedTest
  @CsvSource({
    "1, ABCD", "2, BADC", "3, DCBA", "4, CDAB", "5, ACBD", "6, CADB", "7, DBCA", "8, BDAC"
  })
  void eachValueTurnsThePicture(int value, String shown) {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      byte[] file = JpegBytes.afterStart(jpeg(), JpegBytes.orientation(order, value));
      assertThat(blocks(Picture.read(file, "turned.jpg"))).isEqualTo(shown);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, ABCD", "2, BADC", "3, DCBA", "4, CDAB", "5, ACBD", "6, CADB", "7, DBCA", "8, BDAC"
  })
  void eachValueTurnsAPng(int value, String shown) {
    byte[] png = TestPictures.encode(quarters().toImage(), "png");
    byte[] tiff = JpegBytes.orientationTiff(ByteOrder.BIG_ENDIAN, value);
    ByteBuffer chunk = ByteBuffer.allocate(12 + tiff.length);
    chunk.putInt(tiff.length).put("eXIf".getBytes(StandardCharsets.US_ASCII)).put(tiff);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + tiff.length);
    chunk.putInt((int) crc.getValue());
    for (int at : new int[] {33, png.length - 12}) { // before and behind the pixels
      ByteBuffer file = ByteBuffer.allocate(png.length + chunk.capacity());
      file.put(png, 0, at).put(chunk.array()).put(png, at, png.length - at);
      assertThat(blocks(Picture.read(file.array(), "turned.png"))).isEqualTo(shown);
    }
  }

  @ParameterizedTest
  @CsvSource({"UPRIGHT,3,2", "HALF_TURN,3,2", "TRANSPOSED,2,3", "QUARTER_TURN_LEFT,2,3"})
  void aQuarterTurnSwapsTheSides(Orientation orientation, int width, int height) {
    Picture turned = orientation.apply(TestPictures.noise(3, 2, 1));
    assertThat(new int[] {turned.width(), turned.height()}).containsExactly(width, height);
  }

  @Test
  void everyTurnMovesOblongPicturesPixelByPixel() {
    Picture stored = TestPictures.grey(new int[] {1, 2, 3}, new int[] {4, 5, 6});
    assertThat(Orientation.QUARTER_TURN_RIGHT.apply(stored))
        .isEqualTo(TestPictures.grey(new int[] {4, 1}, new int[] {5, 2}, new int[] {6, 3}));
    assertThat(Orientation.QUARTER_TURN_LEFT.apply(stored))
        .isEqualTo(TestPictures.grey(new int[] {3, 6}, new int[] {2, 5}, new int[] {1, 4}));
    assertThat(Orientation.HALF_TURN.apply(stored))
        .isEqualTo(TestPictures.grey(new int[] {6, 5, 4}, new int[] {3, 2, 1}));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 65535})
  void valuesThatDoNotExistTurnNothing(int value) {
    byte[] segment = JpegBytes.orientation(ByteOrder.BIG_ENDIAN, value);
    assertThat(blocks(Picture.read(JpegBytes.afterStart(jpeg(), segment), "odd.jpg")))
        .isEqualTo("ABCD");
  }

  @Test
  void brokenExifTurnsNothing() {
    byte[] garbage = "MM and so on".getBytes(StandardCharsets.US_ASCII);
    byte[] file = JpegBytes.afterStart(jpeg(), JpegBytes.exif(garbage));
    assertThat(blocks(Picture.read(file, "odd.jpg"))).isEqualTo("ABCD");
  }

  private static byte[] jpeg() {
    return TestPictures.encode(quarters().toImage(), "jpg");
  }

  private static Picture quarters() {
    Picture[] cells = new Picture[4];
    for (int i = 0; i < 4; i++) {
      int grey = 40 + 60 * i;
      cells[i] = TestPictures.plain(BLOCK, BLOCK, grey, grey, grey);
    }
    return PictureGrid.of(List.of(cells), 2, 0);
  }

  private static String blocks(Picture picture) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      int grey = picture.at(i % 2 * BLOCK + BLOCK / 2, i / 2 * BLOCK + BLOCK / 2, 0);
      shown.append((char) ('A' + Math.round((grey - 40) / 60f)));
    }
    return shown.toString();
  }
}
