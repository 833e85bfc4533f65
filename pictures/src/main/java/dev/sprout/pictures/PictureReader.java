package dev.sprout.pictures;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import dev.sprout.core.UserError;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes the bytes of picture files, after checking their size in the header. */
final class PictureReader {
  private PictureReader() {}

  static Picture read(byte[] file, String name, long maxPixels) {
    PictureFormat format =
        PictureFormat.of(file)
            .orElseThrow(
                () ->
                    UserError.failure(
                        "%s is %s; %s.",
                        name, PictureFormat.describe(file), PictureFormat.ACCEPTED));
    try (ImageInputStream in = new ByteArrayImageInputStream(file)) {
      Picture picture = RgbPixels.of(decode(in, format, name, maxPixels));
      return format == PictureFormat.JPEG ? Orientation.ofJpeg(file).apply(picture) : picture;
    } catch (UserError e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // the decoders answer damaged files with many kinds of runtime exceptions
      throw UserError.failure(
          e, "%s can't be decoded: this %s file is damaged or cut short.", name, format);
    }
  }

  private static BufferedImage decode(
      ImageInputStream in, PictureFormat format, String name, long maxPixels) throws IOException {
    String plugin = format.name().toLowerCase(Locale.ROOT);
    ImageReader reader = ImageIO.getImageReadersByFormatName(plugin).next();
    try {
      reader.setInput(in, true, true);
      checkSize(reader.getWidth(0), reader.getHeight(0), name, maxPixels);
      TruncationListener truncation = new TruncationListener();
      reader.addIIOReadWarningListener(truncation);
      BufferedImage image = reader.read(0);
      truncation.check();
      return image;
    } finally {
      reader.dispose();
    }
  }

  private static void checkSize(long width, long height, String name, long maxPixels) {
    long most = Math.min(maxPixels, Integer.MAX_VALUE / 3); // three bytes a pixel in one array
    if (width * height > most) {
      throw UserError.failure(
          "%s has %d×%d = %d pixels; pictures of up to %d pixels are accepted.",
          name, width, height, width * height, most);
    }
  }
}
