package dev.sprout.tools.emoji;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PainterTest {
  private static final int WHITE = 0xffffffff;

  private static BufferedImage svg(String body) throws UnreadablePictureException {
    String document =
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">%s</svg>\
        """
            .formatted(body);
    return new SvgPainter().paint(document.getBytes(UTF_8), Ground.WHITE);
  }

  @Test
  void picturesAreOpaqueSquares() throws UnreadablePictureException {
    BufferedImage picture = svg("<path fill='#f00' d='M0 0h16v32H0z'/>");
    assertThat(picture.getWidth()).isEqualTo(128);
    assertThat(picture.getHeight()).isEqualTo(128);
    assertThat(picture.getColorModel().hasAlpha()).isFalse();
    assertThat(picture.getRGB(63, 64)).isEqualTo(0xffff0000);
    assertThat(picture.getRGB(64, 64)).isEqualTo(WHITE);
  }

  @Test
  void clipPathsBoundTheDrawing() throws UnreadablePictureException {
    BufferedImage picture =
        svg(
            """
            <defs><path id="a" d="M8 8h16v16H8z"/></defs><clipPath id="b"><use href="#a"/></clipPath>
            <g clip-path="url(#b)"><path d="M0 0h32v32H0z"/></g>\
            """);
    assertThat(picture.getRGB(64, 64)).isEqualTo(0xff000000);
    assertThat(picture.getRGB(16, 64)).isEqualTo(WHITE);
  }

  @Test
  void gradientsFadeToTheGround() throws UnreadablePictureException {
    BufferedImage picture =
        svg(
            """
            <linearGradient id="a" x1="0" x2="32" y1="0" y2="0" gradientUnits="userSpaceOnUse">
            <stop offset="0"/><stop offset="1" stop-opacity="0"/></linearGradient>
            <path fill="url(#a)" d="M0 0h32v32H0z"/>\
            """);
    assertThat(picture.getRGB(64, 64) & 0xff).isBetween(122, 132);
    assertThat(picture.getRGB(127, 64) & 0xff).isGreaterThan(250);
  }

  @Test
  void brokenSvgIsReported() {
    assertThatThrownBy(() -> new SvgPainter().paint("no picture".getBytes(UTF_8), Ground.WHITE))
        .isInstanceOf(UnreadablePictureException.class);
  }

  @Test
  void losslessWebpIsDecoded() throws UnreadablePictureException {
    byte[] webp = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
    BufferedImage picture = new WebpPainter().paint(webp, Ground.WHITE);
    assertThat(picture.getWidth()).isEqualTo(128);
    assertThat(picture.getColorModel().hasAlpha()).isFalse();
  }

  /** A lossy file beside its decoding by libwebp. */
  @Test
  void lossyWebpIsPaintedAsLibwebpDecodesIt() throws Exception {
    BufferedImage picture = new WebpPainter().paint(resource("snowman.webp"), Ground.WHITE);
    BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(resource("snowman-right.png")));
    BufferedImage expected = Canvas.reduce(Canvas.centred(decoded, Ground.WHITE), 128);
    assertThat(pixels(picture)).isEqualTo(pixels(expected));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = PainterTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static int[] pixels(BufferedImage picture) {
    return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, 128);
  }

  @Test
  void transparentDrawingsKeepTheirAlpha() throws Exception {
    String half = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 2'>%s</svg>";
    byte[] svg =
        half.formatted("<path fill='#f00' fill-opacity='.5' d='M0 0h1v2H0z'/>").getBytes(UTF_8);
    BufferedImage picture = new SvgPainter().paint(svg, Ground.TRANSPARENT);
    assertThat(picture.getRGB(32, 64) >>> 24).isBetween(127, 128);
    assertThat(picture.getRGB(32, 64) & 0xffffff).isEqualTo(0xff0000);
    assertThat(picture.getRGB(96, 64)).isZero();
  }

  /** Composed on white, the transparent picture is the opaque one, but for roundings. */
  @Test
  void transparentWebpOnWhiteIsTheOpaqueOne() throws Exception {
    byte[] webp = resource("alpha.webp");
    BufferedImage opaque = new WebpPainter().paint(webp, Ground.WHITE);
    BufferedImage clear = new WebpPainter().paint(webp, Ground.TRANSPARENT);
    int[] expected = pixels(opaque);
    int[] composed = pixels(Canvas.centred(clear, Ground.WHITE));
    for (int i = 0; i < expected.length; i++) {
      for (int shift = 0; shift <= 16; shift += 8) {
        int difference = (composed[i] >> shift & 0xff) - (expected[i] >> shift & 0xff);
        assertThat(difference).isBetween(-2, 2);
      }
    }
    int[] alphas = IntStream.of(pixels(clear)).map(pixel -> pixel >>> 24).toArray();
    assertThat(alphas).contains(0);
    assertThat(IntStream.of(alphas).distinct().count()).isGreaterThan(10);
  }

  @Test
  void brokenWebpIsReported() {
    assertThatThrownBy(() -> new WebpPainter().paint(new byte[20], Ground.WHITE))
        .isInstanceOf(UnreadablePictureException.class);
  }
}
