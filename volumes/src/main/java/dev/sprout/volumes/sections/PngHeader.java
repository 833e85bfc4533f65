package dev.sprout.volumes.sections;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.ElementType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** The first chunk of a PNG file (ISO 15948, IHDR). */
final class PngHeader {
  private static final long SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int IHDR = 0x49484452;
  private static final int BYTES = 26; // up to and with the colour type

  private PngHeader() {}

  /**
   * Extent and type of a grey picture.
   *
   * @throws UserError when the file is no PNG or isn't grey of 8 or 16 bits
   */
  static SectionFormat read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      ByteBuffer head = ByteBuffer.wrap(in.readNBytes(BYTES));
      if (head.limit() < BYTES || head.getLong(0) != SIGNATURE || head.getInt(12) != IHDR) {
        throw UserError.failure("%s is no PNG file", path);
      }
      int bits = head.get(24);
      int colour = head.get(25);
      if (colour != 0 || (bits != 8 && bits != 16)) {
        throw UserError.failure(
            "%s has colour type %d with %d bits; EM sections and labels are grey (0) with 8 or 16."
                + " Convert it to 8 or 16-bit grey.",
            path, colour, bits);
      }
      ElementType type = bits == 8 ? ElementType.UINT8 : ElementType.UINT16;
      long height = head.getInt(20);
      long width = head.getInt(16);
      return SectionFormat.of(path, Files.size(path), height, width, type);
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", path, e.getMessage());
    }
  }
}
