package dev.sprout.pictures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** PNG files with embedded text. Thread-safe. */
public final class Png {
  private static final int AFTER_HEADER = 33; // signature and the IHDR chunk

  private Png() {}

  /**
   * Writes a picture atomically; an existing file is replaced.
   *
   * @param text see {@link #encode}
   * @throws UserError when the file can't be written
   */
  public static void write(Path file, Picture picture, Map<String, String> text) {
    byte[] bytes = encode(picture, text);
    AtomicFile.write(file, out -> out.write(bytes));
  }

  /**
   * Bytes of a PNG file; equal pictures and texts give equal bytes.
   *
   * @param text Unicode text by keyword; keywords have 1 to 79 printable Latin-1 characters and no
   *     space at the ends or beside another; kept sorted by keyword
   */
  public static byte[] encode(Picture picture, Map<String, String> text) {
    byte[] pixels = pixels(picture.toImage());
    ByteArrayOutputStream out = new ByteArrayOutputStream(pixels.length + 1024);
    out.write(pixels, 0, AFTER_HEADER);
    new TreeMap<>(text).forEach((keyword, value) -> out.writeBytes(textChunk(keyword, value)));
    out.write(pixels, AFTER_HEADER, pixels.length - AFTER_HEADER);
    return out.toByteArray();
  }

  private static byte[] textChunk(String keyword, String value) {
    if (!keyword.matches("[!-~\u00a1-\u00ff]+( [!-~\u00a1-\u00ff]+)*") || keyword.length() > 79) {
      throw new IllegalArgumentException("'" + keyword + "' is no PNG keyword");
    }
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes("iTXt".getBytes(ISO_8859_1));
    chunk.writeBytes(keyword.getBytes(ISO_8859_1));
    chunk.writeBytes(new byte[5]); // end of keyword, stored, method 0, no language, no translation
    chunk.writeBytes(value.getBytes(UTF_8));
    CRC32 crc = new CRC32();
    crc.update(chunk.toByteArray());
    return ByteBuffer.allocate(chunk.size() + 8)
        .putInt(chunk.size() - 4)
        .put(chunk.toByteArray())
        .putInt((int) crc.getValue())
        .array();
  }

  private static byte[] pixels(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(image);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can't fail", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /**
   * The text of a PNG file by keyword, in the order of the file: tEXt, zTXt and iTXt chunks, the
   * first of each keyword. No pixel is decoded.
   *
   * @throws UserError when the file is missing, no PNG, damaged, cut short, or has more than 16 MiB
   *     of text
   */
  public static Map<String, String> readText(Path file) {
    try (FileChannel channel = FileChannel.open(FileRange.whole(file).file())) {
      return new PngTextReader(channel, file.toString()).read();
    } catch (IOException e) {
      throw FileRange.unreadable(file, e);
    }
  }
}
