package dev.sprout.pictures;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/** Writes lossless WebP pictures of one colour, whose pixels then need no bits at all. */
final class WebPBytes {
  private final BitSet bits = new BitSet();
  private int length;

  private WebPBytes() {}

  static byte[] lossless(int width, int height, int red, int green, int blue, int alpha) {
    WebPBytes stream = new WebPBytes();
    stream.put(0x2f, 8).put(width - 1, 14).put(height - 1, 14);
    stream.put(1, 1).put(0, 3); // has alpha, version
    stream.put(0, 3); // no transform, no colour cache, one group of codes
    for (int symbol : new int[] {green, red, blue, alpha, 0}) {
      stream.put(1, 1).put(0, 1).put(1, 1).put(symbol, 8); // a code of one symbol of 8 bits
    }
    return stream.container();
  }

  private WebPBytes put(int value, int count) {
    for (int i = 0; i < count; i++) {
      bits.set(length++, (value >> i & 1) == 1);
    }
    return this;
  }

  private byte[] container() {
    int size = (length + 15) / 16 * 2;
    byte[] data = new byte[size];
    byte[] used = bits.toByteArray();
    System.arraycopy(used, 0, data, 0, used.length);
    return ByteBuffer.allocate(20 + size)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(12 + size)
        .put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII))
        .putInt(size)
        .put(data)
        .array();
  }
}
