package dev.sprout.nn.data;

import dev.sprout.nn.UserError;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes picture files after checking their size in the header. */
final class PictureReader {
  private static final long MOST_PIXELS = 100_000_000;
  private static final String ACCEPTED = "accepted are PNG, JPEG, WebP, BMP and GIF pictures";

  static {
    ImageIO.setUseCache(false);
  }

  private PictureReader() {}

  static Picture read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw UserError.failure("%s is not a file; %s", file, ACCEPTED);
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw UserError.failure("%s is not a picture; %s", file, ACCEPTED);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return decode(file, reader);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      if (e instanceof UserError refusal) {
        throw refusal;
      }
      throw UserError.failure(e, "%s can't be decoded (%s); %s", file, e.getMessage(), ACCEPTED);
    }
  }

  private static Picture decode(Path file, ImageReader reader) throws IOException {
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
    if (width * height > MOST_PIXELS) {
      throw UserError.failure(
          "%s is %d×%d pixels; accepted are pictures up to %d pixels",
          file, width, height, MOST_PIXELS);
    }
    return onWhite(reader.read(0));
  }

  private static Picture onWhite(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    BufferedImage flat = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = flat.createGraphics();
    graphics.drawImage(image, 0, 0, Color.WHITE, null);
    graphics.dispose();
    int[] pixels = flat.getRGB(0, 0, width, height, null, 0, width);
    byte[] rgb = new byte[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      rgb[3 * i] = (byte) (pixels[i] >> 16);
      rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
      rgb[3 * i + 2] = (byte) pixels[i];
    }
    return new Picture(width, height, rgb);
  }
}
