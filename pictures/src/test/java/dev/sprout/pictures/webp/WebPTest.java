package dev.sprout.pictures.webp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pictures of cwebp 1.2.4 with all its methods, qualities, filters, segments, kinds of alpha and
 * lossless levels decode as libwebp decodes them.
 */
class WebPTest {
  static List<String> pictures() throws IOException {
    String index = new String(resource("index.txt"), StandardCharsets.US_ASCII);
    return index.lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = WebPTest.class.getResourceAsStream("/webp/" + name)) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void everyPixelIsThatOfLibwebp(String picture) throws IOException {
    String[] expected = picture.split(" ", -1);
    WebP webp = WebP.open(resource(expected[0]));
    assertThat(webp.width()).isEqualTo(Integer.parseInt(expected[1]));
    assertThat(webp.height()).isEqualTo(Integer.parseInt(expected[2]));
    CRC32 checksum = new CRC32();
    for (int argb : webp.decode()) {
      checksum.update(argb >> 16);
      checksum.update(argb >> 8);
      checksum.update(argb);
      checksum.update(argb >> 24);
    }
    assertThat("%08x".formatted(checksum.getValue())).isEqualTo(expected[3]);
  }

  /** Also where the sizes in the headers are made to fit what is left. */
  @ParameterizedTest
  @MethodSource("pictures")
  void noCutIsAccepted(String picture) throws IOException {
    byte[] whole = resource(picture.split(" ", -1)[0]);
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length - 8));
      assertThatThrownBy(() -> WebP.open(cut).decode()).isInstanceOf(IOException.class);
      if (cut.length >= 20) {
        ByteBuffer sizes = ByteBuffer.wrap(cut).order(ByteOrder.LITTLE_ENDIAN);
        sizes.putInt(4, cut.length - 8);
        if (!new String(cut, 12, 4, StandardCharsets.US_ASCII).equals("VP8X")) {
          sizes.putInt(16, cut.length - 20);
        }
        assertThatThrownBy(() -> WebP.open(cut).decode()).isInstanceOf(IOException.class);
      }
    }
  }
}
