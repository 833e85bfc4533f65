package dev.sprout.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every colour model comes out as 8-bit RGB on white. */
class PictureFormatsTest {
  private static final Path TIFFS = Path.of("src/test/resources/tiff");

  private static Picture read(BufferedImage image, String format) {
    return Picture.read(TestPictures.encode(image, format), "test." + format);
  }

  /** An image of one row in a component colour model, as PNG stores it. */
  private static BufferedImage row(int colourSpace, int type, boolean alpha, int[]... pixels) {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(colourSpace), alpha, false, alpha ? 3 : 1, type);
    WritableRaster raster = model.createCompatibleWritableRaster(pixels.length, 1);
    for (int x = 0; x < pixels.length; x++) {
      raster.setPixel(x, 0, pixels[x]);
    }
    return new BufferedImage(model, raster, false, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp"})
  void coloursOfLosslessFormatsAreExact(String format) {
    Picture picture = TestPictures.noise(13, 7, 5);
    assertThat(read(picture.toImage(), format)).isEqualTo(picture);
  }

  @Test
  void streamsAreReadAndLeftOpen() throws IOException {
    Picture picture = TestPictures.noise(3, 3, 5);
    byte[] png = TestPictures.encode(picture.toImage(), "png");
    ByteArrayInputStream in =
        new ByteArrayInputStream(png) {
          @Override
          public void close() {
            throw new AssertionError("closed");
          }
        };
    assertThat(Picture.read(in, "upload")).isEqualTo(picture);
  }

  @Test
  void transparencyLiesOnWhite() {
    int[] half = {200, 100, 0, 128};
    BufferedImage image =
        row(ColorSpace.CS_sRGB, DataBuffer.TYPE_BYTE, true, half, new int[] {9, 9, 9, 0});
    Picture picture = read(image, "png");
    // 255 + (c − 255) · 128/255: 227.4, 177.2, 127
    assertThat(TestPictures.pixel(picture, 0, 0)).containsExactly(227, 177, 127);
    assertThat(TestPictures.pixel(picture, 1, 0)).containsExactly(255, 255, 255);
  }

  @Test
  void greyKeepsItsStoredValues() {
    BufferedImage image =
        row(ColorSpace.CS_GRAY, DataBuffer.TYPE_BYTE, false, new int[] {0}, new int[] {128});
    Picture picture = read(image, "png");
    assertThat(TestPictures.pixel(picture, 0, 0)).containsExactly(0, 0, 0);
    assertThat(TestPictures.pixel(picture, 1, 0)).containsExactly(128, 128, 128);
  }

  @Test
  void greyWithAlphaLiesOnWhite() {
    BufferedImage image =
        row(ColorSpace.CS_GRAY, DataBuffer.TYPE_BYTE, true, new int[] {0, 51}, new int[] {50, 255});
    Picture picture = read(image, "png");
    assertThat(TestPictures.pixel(picture, 0, 0)).containsExactly(204, 204, 204);
    assertThat(TestPictures.pixel(picture, 1, 0)).containsExactly(50, 50, 50);
  }

  @Test
  void oneBitGreyIsBlackAndWhite() {
    BufferedImage image = new BufferedImage(9, 1, BufferedImage.TYPE_BYTE_BINARY);
    image.setRGB(8, 0, 0xffffffff);
    Picture picture = read(image, "png");
    assertThat(TestPictures.pixel(picture, 7, 0)).containsExactly(0, 0, 0);
    assertThat(TestPictures.pixel(picture, 8, 0)).containsExactly(255, 255, 255);
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 85", "2, 2, 170", "4, 7, 119", "4, 15, 255"})
  void fewBitsOfGreySpanTheRange(int bits, int level, int grey) {
    BufferedImage image =
        ImageTypeSpecifier.createGrayscale(bits, DataBuffer.TYPE_BYTE, false)
            .createBufferedImage(3, 1);
    image.getRaster().setSample(1, 0, 0, level);
    assertThat(read(image, "png")).isEqualTo(TestPictures.grey(new int[] {0, grey, 0}));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_4BYTE_ABGR_PRE,
        BufferedImage.TYPE_INT_ARGB_PRE
      })
  void theOrderInMemoryPlaysNoPart(int type) {
    BufferedImage image = new BufferedImage(1, 1, type);
    image.setRGB(0, 0, 0xff123456);
    assertThat(RgbPixels.of(image, RgbPixels.WHITE).rgb()).containsExactly(0x12, 0x34, 0x56);
  }

  @Test
  void sixteenBitsAreRoundedToEight() {
    int[] first = {0, 128, 129};
    int[] second = {65535, 257 * 100 + 128, 257 * 100 + 129};
    BufferedImage image = row(ColorSpace.CS_sRGB, DataBuffer.TYPE_USHORT, false, first, second);
    Picture picture = read(image, "png");
    assertThat(TestPictures.pixel(picture, 0, 0)).containsExactly(0, 0, 1);
    assertThat(TestPictures.pixel(picture, 1, 0)).containsExactly(255, 100, 101);
  }

  @Test
  void sixteenBitGreyAndAlphaWork() {
    BufferedImage grey =
        row(ColorSpace.CS_GRAY, DataBuffer.TYPE_USHORT, false, new int[] {257 * 77});
    assertThat(TestPictures.pixel(read(grey, "png"), 0, 0)).containsExactly(77, 77, 77);
    BufferedImage alpha =
        row(ColorSpace.CS_sRGB, DataBuffer.TYPE_USHORT, true, new int[] {0, 65535, 0, 13107});
    assertThat(TestPictures.pixel(read(alpha, "png"), 0, 0)).containsExactly(204, 255, 204);
  }

  @ParameterizedTest
  @CsvSource({"png", "gif"})
  void palettesWithATransparentColourWork(String format) {
    byte[] red = {10, (byte) 200, 0};
    byte[] green = {20, 100, 0};
    byte[] blue = {30, 0, 0};
    IndexColorModel palette = new IndexColorModel(2, 3, red, green, blue, 2);
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
    image.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 1, 2});
    Picture picture = read(image, format);
    assertThat(TestPictures.pixel(picture, 0, 0)).containsExactly(10, 20, 30);
    assertThat(TestPictures.pixel(picture, 1, 0)).containsExactly(200, 100, 0);
    assertThat(TestPictures.pixel(picture, 2, 0)).containsExactly(255, 255, 255);
  }

  @Test
  void packedBitmapsWork() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_565_RGB);
    image.setRGB(0, 0, Color.RED.getRGB());
    image.setRGB(1, 0, Color.CYAN.getRGB());
    Picture picture = read(image, "bmp");
    assertThat(TestPictures.pixel(picture, 0, 0)).containsExactly(255, 0, 0);
    assertThat(TestPictures.pixel(picture, 1, 0)).containsExactly(0, 255, 255);
  }

  @Test
  void jpegColoursAndGreyAreNearlyKept() {
    Picture plain = TestPictures.plain(16, 16, 200, 60, 30);
    int[] colour = TestPictures.pixel(read(plain.toImage(), "jpg"), 8, 8);
    assertNear(colour, 200, 60, 30);
    BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 256; i++) {
      grey.getRaster().setSample(i % 16, i / 16, 0, 100);
    }
    assertNear(TestPictures.pixel(read(grey, "jpg"), 8, 8), 100, 100, 100);
  }

  @ParameterizedTest
  @CsvSource({
    "255,0,0,255, 255,0,0",
    "0,255,255,255, 0,255,255",
    "255,255,255,128, 128,128,128",
    "255,255,255,0, 0,0,0"
  })
  void cmykJpegBecomesRgb(int c, int m, int y, int k, int red, int green, int blue)
      throws IOException {
    Picture picture = Picture.read(cmykJpeg(c, m, y, k), "print.jpg");
    assertNear(TestPictures.pixel(picture, 8, 8), red, green, blue);
  }

  /** As print programs write it: four components, inverted, said by Adobe's marker. */
  private static byte[] cmykJpeg(int... components) throws IOException {
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
    for (int i = 0; i < 256; i++) {
      raster.setPixel(i % 16, i / 16, components);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(new IIOImage(raster, null, null));
    }
    byte[] adobe = {
      (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };
    return JpegBytes.afterStart(bytes.toByteArray(), adobe);
  }

  @Test
  void webPWorks() {
    Picture picture = Picture.read(WebPBytes.lossless(5, 3, 250, 120, 7, 255), "plain.webp");
    assertThat(picture).isEqualTo(TestPictures.plain(5, 3, 250, 120, 7));
  }

  @Test
  void webPTransparencyLiesOnWhite() {
    Picture picture = Picture.read(WebPBytes.lossless(2, 2, 0, 255, 5, 51), "glass.webp");
    assertThat(picture).isEqualTo(TestPictures.plain(2, 2, 204, 255, 205));
  }

  static List<String> tiffs() throws IOException {
    return Files.readAllLines(TIFFS.resolve("index.txt")).stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("tiffs")
  void everyPixelOfATiffIsThatOfPillow(String line) throws IOException {
    String[] expected = line.split(" ", -1);
    Picture picture = Picture.read(TIFFS.resolve(expected[0]));
    assertThat(picture.width()).isEqualTo(Integer.parseInt(expected[1]));
    assertThat(picture.height()).isEqualTo(Integer.parseInt(expected[2]));
    CRC32 checksum = new CRC32();
    checksum.update(picture.rgb());
    assertThat("%08x".formatted(checksum.getValue())).isEqualTo(expected[3]);
  }

  @Test
  void theNameDoesNotMatter() {
    Picture picture = TestPictures.noise(4, 4, 1);
    byte[] png = TestPictures.encode(picture.toImage(), "png");
    assertThat(Picture.read(png, "wrong.jpg")).isEqualTo(picture);
  }

  private static void assertNear(int[] actual, int... expected) {
    for (int c = 0; c < 3; c++) {
      assertThat(actual[c]).as("channel %d", c).isBetween(expected[c] - 3, expected[c] + 3);
    }
  }
}
