package dev.sprout.pictures;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import dev.sprout.core.UserError;
import dev.sprout.pictures.webp.WebP;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decoder of a picture file, whose size is checked in the header first. */
final class PictureReader {
  private static final long BYTES_PER_PIXEL = 16; // while decoding: 16-bit RGBA and the result

  private final byte[] file;
  private final String name;
  private final long maxPixels;

  private PictureReader(byte[] file, String name, long maxPixels) {
    this.file = file;
    this.name = name;
    this.maxPixels = maxPixels;
  }

  /**
   * Reads a picture.
   *
   * @param ground background of transparent pixels, 0 black to 255 white
   */
  static Picture read(byte[] file, String name, long maxPixels, int ground) {
    PictureFormat format =
        PictureFormat.of(file)
            .orElseThrow(
                () ->
                    UserError.failure(
                        "%s is %s; %s.",
                        name, PictureFormat.describe(file), PictureFormat.ACCEPTED));
    PictureReader reader = new PictureReader(file, name, maxPixels);
    try {
      BufferedImage image =
          switch (format) {
            case WEBP -> reader.webp();
            case GIF -> reader.gif();
            case BMP -> reader.bmp();
            default -> reader.plugin(format, file);
          };
      return Orientation.of(file, format).apply(RgbPixels.of(image, ground));
    } catch (UserError e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // decoders throw many kinds of runtime exceptions on damaged files
      throw reader.refusal(e, format);
    }
  }

  private UserError refusal(Throwable e, PictureFormat format) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return UserError.failure(
            e, "%s takes more memory than is left; give this program more memory.", name);
      }
    }
    return UserError.failure(
        e, "%s can't be decoded: this %s file is damaged or cut short.", name, format);
  }

  private BufferedImage webp() throws IOException {
    WebP webp = WebP.open(file);
    checkSize(webp.width(), webp.height());
    return RgbPixels.argb(webp.width(), webp.height(), webp.decode());
  }

  private BufferedImage gif() throws IOException {
    GifFrame frame = GifFrame.first(file);
    checkSize(frame.width(), frame.height());
    return frame.onCanvas(plugin(PictureFormat.GIF, frame.file()));
  }

  private BufferedImage bmp() throws IOException {
    BmpHeader.check(file);
    return plugin(PictureFormat.BMP, file);
  }

  /** Decodes by the format's ImageIO reader. */
  private BufferedImage plugin(PictureFormat format, byte[] bytes) throws IOException {
    String plugin = format.name().toLowerCase(Locale.ROOT);
    ImageReader reader = ImageIO.getImageReadersByFormatName(plugin).next();
    try (ImageInputStream in = new ByteArrayImageInputStream(bytes)) {
      reader.setInput(in, true, true);
      checkSize(reader.getWidth(0), reader.getHeight(0));
      TruncationListener truncation = new TruncationListener();
      reader.addIIOReadWarningListener(truncation);
      BufferedImage image = reader.read(0);
      truncation.check();
      return image;
    } finally {
      reader.dispose();
    }
  }

  private void checkSize(long width, long height) throws EOFException {
    if (width < 1 || height < 1) {
      throw new EOFException("the picture has no pixels");
    }
    long most = Math.min(maxPixels, Integer.MAX_VALUE / 3); // three bytes a pixel in one array
    if (width * height > most) {
      throw UserError.failure(
          "%s has %d×%d = %d pixels; pictures of up to %d pixels are accepted.",
          name, width, height, width * height, most);
    }
    long bearable = Runtime.getRuntime().maxMemory() / BYTES_PER_PIXEL;
    if (width * height > bearable) {
      throw UserError.failure(
          "%s has %d×%d = %d pixels; the memory of this program is enough for %d. Give it more"
              + " memory, or make the picture smaller.",
          name, width, height, width * height, bearable);
    }
  }
}
