package dev.sprout.pictures;

import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static java.awt.image.BufferedImage.TYPE_4BYTE_ABGR;
import static java.awt.image.BufferedImage.TYPE_BYTE_BINARY;
import static java.awt.image.BufferedImage.TYPE_BYTE_GRAY;
import static java.awt.image.BufferedImage.TYPE_BYTE_INDEXED;
import static java.awt.image.BufferedImage.TYPE_USHORT_565_RGB;
import static java.awt.image.BufferedImage.TYPE_USHORT_GRAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.core.UserError;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files of each format are decoded or refused; nothing else happens. */
class DamagedPicturesTest {
  private static final int INPUTS = 2_000;
  private static final int[] TYPES = {
    TYPE_3BYTE_BGR,
    TYPE_4BYTE_ABGR,
    TYPE_BYTE_GRAY,
    TYPE_BYTE_BINARY,
    TYPE_BYTE_INDEXED,
    TYPE_USHORT_565_RGB,
    TYPE_USHORT_GRAY
  };

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp", "gif", "tiff", "webp"})
  void damageEndsInPicturesAndRefusals(String format) throws IOException {
    Damage damage = new Damage(soundFiles(format), 1);
    int accepted = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] file = damage.next();
      if (isRead(file)) {
        damage.follow(file);
        accepted++;
      }
    }
    assertThat(accepted).isBetween(1, INPUTS - 1);
  }

  static boolean isRead(byte[] file) {
    try {
      return Picture.read(file, "odd", 300_000).width() > 0;
    } catch (UserError e) {
      return false;
    }
  }

  /** Small files of all kinds of a format. */
  static List<byte[]> soundFiles(String format) throws IOException {
    List<byte[]> files = new ArrayList<>();
    if (format.equals("webp") || format.equals("tiff")) {
      try (Stream<Path> pictures = Files.list(Path.of("src/test/resources", format))) {
        pictures
            .filter(file -> !file.endsWith("index.txt"))
            .sorted()
            .forEach(file -> files.add(bytes(file)));
      }
      return files;
    }
    for (int type : TYPES) {
      BufferedImage image = new BufferedImage(9, 7, type);
      Graphics2D graphics = image.createGraphics();
      graphics.drawImage(TestPictures.noise(9, 7, type).toImage(), 0, 0, null);
      graphics.dispose();
      if (ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), format)
          .hasNext()) {
        files.add(TestPictures.encode(image, format));
      }
    }
    return files;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
