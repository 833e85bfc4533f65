package dev.sprout.pictures.webp;

import java.io.EOFException;
import java.nio.ByteBuffer;

/** Reads a lossless bitstream, lowest bits first. */
final class LosslessBits {
  private final ByteBuffer data;
  private long window;
  private int count; // bits in the window

  /** Reads from the buffer's position to its limit. */
  LosslessBits(ByteBuffer data) {
    this.data = data;
  }

  /** The next bits without taking them, up to 24; zeros behind the end. */
  int peek(int bits) {
    while (count < bits && data.hasRemaining()) {
      window |= (data.get() & 0xffL) << count;
      count += 8;
    }
    return (int) window & ((1 << bits) - 1);
  }

  /** Takes bits that were seen. */
  void skip(int bits) throws EOFException {
    if (bits > count) {
      throw new EOFException("the code of the picture ends too early");
    }
    window >>>= bits;
    count -= bits;
  }

  /** An unsigned number of up to 24 bits. */
  int number(int bits) throws EOFException {
    int number = peek(bits);
    skip(bits);
    return number;
  }

  boolean flag() throws EOFException {
    return number(1) == 1;
  }
}
