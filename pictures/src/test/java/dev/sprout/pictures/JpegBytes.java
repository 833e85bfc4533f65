package dev.sprout.pictures;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Puts segments into JPEG files. */
final class JpegBytes {
  private JpegBytes() {}

  static byte[] afterStart(byte[] jpeg, byte[] segment) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(segment);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  /** An EXIF segment with one directory of one entry. */
  static byte[] orientation(ByteOrder order, int value) {
    return exif(orientationTiff(order, value));
  }

  /** EXIF data with one directory of one entry. */
  static byte[] orientationTiff(ByteOrder order, int value) {
    ByteBuffer tiff = ByteBuffer.allocate(26).order(order);
    tiff.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
    tiff.putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) 0x112).putShort((short) 3).putInt(1).putShort((short) value);
    return tiff.array();
  }

  static byte[] exif(byte[] tiff) {
    return ByteBuffer.allocate(10 + tiff.length)
        .putShort((short) 0xffe1)
        .putShort((short) (8 + tiff.length))
        .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
        .put(tiff)
        .array();
  }
}
