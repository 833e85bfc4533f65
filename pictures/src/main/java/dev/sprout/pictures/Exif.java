package dev.sprout.pictures;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Orientation in EXIF data, which are laid out as a TIFF file. */
final class Exif {
  private static final int ORIENTATION = 0x0112;
  private static final int MAGIC = 42;
  private static final int LONG = 4; // the type of 32-bit values; others have 16 bits
  private static final int ENTRY = 12; // bytes: tag, type, count, value
  private static final String PREFIX = "Exif\0\0"; // which some writers put before the data

  private Exif() {}

  /** Orientation 1 to 8; 1 if absent or broken. */
  static int orientation(ByteBuffer data) {
    ByteBuffer tiff = withoutPrefix(data);
    if (tiff.limit() < 8) {
      return 1;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    if (tiff.getShort(2) != MAGIC || directory < 8 || directory > tiff.limit() - 2) {
      return 1;
    }
    int entries = Short.toUnsignedInt(tiff.getShort(directory));
    for (int i = 0, at = directory + 2; i < entries && at <= tiff.limit() - ENTRY; i++) {
      if (Short.toUnsignedInt(tiff.getShort(at)) == ORIENTATION) {
        boolean isLong = tiff.getShort(at + 2) == LONG;
        int value = isLong ? tiff.getInt(at + 8) : tiff.getShort(at + 8);
        return value >= 1 && value <= 8 ? value : 1;
      }
      at += ENTRY;
    }
    return 1;
  }

  private static ByteBuffer withoutPrefix(ByteBuffer data) {
    for (int i = 0; i < PREFIX.length(); i++) {
      if (i >= data.remaining() || data.get(data.position() + i) != PREFIX.charAt(i)) {
        return data.slice();
      }
    }
    return data.slice(data.position() + PREFIX.length(), data.remaining() - PREFIX.length());
  }
}
