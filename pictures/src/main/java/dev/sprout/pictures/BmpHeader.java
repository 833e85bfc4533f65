package dev.sprout.pictures;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Checks of a BMP header that precede the JDK's reader. */
final class BmpHeader {
  private static final int COMPRESSION = 30; // offset in all headers of 40 bytes and more
  private static final int EMBEDDED_JPEG = 4;
  private static final int EMBEDDED_PNG = 5;

  private BmpHeader() {}

  /** Refuses embedded files, which are meant for printers and may claim any size. */
  static void check(byte[] file) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (header.getInt(14) < 40 || file.length < COMPRESSION + 4) {
      return;
    }
    int compression = header.getInt(COMPRESSION);
    if (compression == EMBEDDED_JPEG || compression == EMBEDDED_PNG) {
      throw new IOException("a JPEG or PNG file inside of a BMP file is not read");
    }
  }
}
