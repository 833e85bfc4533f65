package dev.sprout.nn.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bytes that can be read at any position: a file, a part of one, or memory. Thread-safe. */
interface ByteSource {

  /** Number of bytes. */
  long size();

  /**
   * Fills the target.
   *
   * @throws IOException also when the target reaches past the end
   */
  void read(long position, ByteBuffer target) throws IOException;

  /** The given bytes, in little-endian order, for parsing. */
  default ByteBuffer bytes(long position, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    read(position, buffer);
    return buffer.flip();
  }

  /** Bytes in memory, which must not change afterwards. */
  static ByteSource of(byte[] content) {
    return new ByteSource() {
      @Override
      public long size() {
        return content.length;
      }

      @Override
      public void read(long position, ByteBuffer target) {
        target.put(content, Math.toIntExact(position), target.remaining());
      }
    };
  }

  /** A part of these bytes, which the caller has checked to lie inside. */
  default ByteSource slice(long start, long size) {
    ByteSource whole = this;
    return new ByteSource() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public void read(long position, ByteBuffer target) throws IOException {
        if (position < 0 || target.remaining() > size - position) {
          throw new IOException("read past the end of a part");
        }
        whole.read(start + position, target);
      }
    };
  }
}
