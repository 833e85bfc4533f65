package dev.sprout.volumes.zarr;

import dev.sprout.volumes.array.Shuffle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/**
 * Blosc 1 containers, read only: a header of 16 bytes, the offsets of the blocks, then each block's
 * streams, one for each byte of a value where the block was split (c-blosc, README_CHUNK_FORMAT).
 */
record Blosc() implements Compressor {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int HEADER = 16;
  private static final int BYTE_SHUFFLE = 1;
  private static final int STORED = 2;
  private static final int BIT_SHUFFLE = 4;
  private static final int UNSPLIT = 16;
  private static final int FORMAT_SHIFT = 5;
  private static final int MOST_STREAMS = 16;
  private static final int LEAST_STREAM = 128; // values of a block that is split

  @Override
  public String id() {
    return "blosc";
  }

  @Override
  public byte[] decode(byte[] stored, int most) throws DamagedChunk {
    try {
      return decoded(stored, most);
    } catch (RuntimeException | DataFormatException e) { // offsets beyond the arrays
      throw new DamagedChunk("its blosc container is broken: " + e);
    }
  }

  private static byte[] decoded(byte[] in, int most) throws DamagedChunk, DataFormatException {
    if (in.length < HEADER || in[0] < 1 || in[0] > 2) {
      throw new DamagedChunk("it is no blosc container");
    }
    int size = int32(in, 4);
    int blockSize = int32(in, 8);
    if (size < 0 || size > most) {
      throw new DamagedChunk("its blosc header announces " + size + " bytes of at most " + most);
    } else if (int32(in, 12) != in.length) {
      throw new DamagedChunk("its blosc header announces another length");
    }
    byte[] out = new byte[size];
    if ((in[2] & STORED) != 0) {
      System.arraycopy(in, HEADER, out, 0, size);
      return out;
    } else if (size > 0 && blockSize < 1) {
      throw new DamagedChunk("its blosc blocks have " + blockSize + " bytes");
    }
    for (int from = 0, block = 0; from < size; from += blockSize, block++) {
      int length = Math.min(blockSize, size - from);
      byte[] values = block(in, int32(in, HEADER + 4 * block), length, length < blockSize);
      System.arraycopy(unshuffled(in, values), 0, out, from, length);
    }
    return out;
  }

  private static int int32(byte[] in, int at) {
    return (int) INT.get(in, at);
  }

  private static byte[] block(byte[] in, int at, int length, boolean last)
      throws DamagedChunk, DataFormatException {
    int flags = in[2] & 0xff;
    int typeSize = Math.max(1, in[3] & 0xff);
    boolean split =
        (flags & UNSPLIT) == 0
            && !last
            && typeSize <= MOST_STREAMS
            && length / typeSize >= LEAST_STREAM;
    int streams = split ? typeSize : 1;
    int streamLength = length / streams;
    byte[] out = new byte[length];
    for (int s = 0; s < streams; s++) {
      int stored = int32(in, at);
      if (stored == streamLength) {
        System.arraycopy(in, at + 4, out, s * streamLength, streamLength);
      } else {
        stream(flags >> FORMAT_SHIFT, in, at + 4, stored, out, s * streamLength, streamLength);
      }
      at += 4 + stored;
    }
    return out;
  }

  private static void stream(
      int format, byte[] in, int at, int stored, byte[] out, int into, int length)
      throws DamagedChunk, DataFormatException {
    int size =
        switch (format) {
          case 0 -> BloscLz.decode(in, at, stored, out, into, length);
          case 1 -> lz4(in, at, stored, out, into, length);
          case 3 -> inflate(in, at, stored, out, into, length);
          case 4 -> Zstandard.decode(in, at, stored, out, into, length);
          case 2 -> throw new DamagedChunk("blosc with snappy is not supported");
          default -> throw new DamagedChunk("blosc has no compressor number " + format);
        };
    if (size != length) {
      throw new DamagedChunk("a blosc stream has " + size + " bytes of " + length);
    }
  }

  private static int lz4(byte[] in, int at, int stored, byte[] out, int into, int length)
      throws DamagedChunk {
    try {
      return LZ4Factory.safeInstance()
          .safeDecompressor()
          .decompress(in, at, stored, out, into, length);
    } catch (LZ4Exception e) {
      throw new DamagedChunk("an LZ4 stream is broken: " + e.getMessage());
    }
  }

  private static int inflate(byte[] in, int at, int stored, byte[] out, int into, int length)
      throws DataFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(in, at, stored);
      return inflater.inflate(out, into, length);
    } finally {
      inflater.end();
    }
  }

  private static byte[] unshuffled(byte[] in, byte[] block) {
    int flags = in[2];
    int typeSize = Math.max(1, in[3] & 0xff);
    int values = block.length / typeSize;
    if ((flags & BYTE_SHUFFLE) != 0 && typeSize > 1) {
      return Shuffle.undo(block, typeSize);
    } else if ((flags & BIT_SHUFFLE) != 0 && values > 0 && values % 8 == 0) {
      return bitsUnshuffled(block, typeSize, values);
    }
    return block;
  }

  /** Bit {@code b} of all values' byte {@code k} lies together, eight values to a byte. */
  private static byte[] bitsUnshuffled(byte[] block, int typeSize, int values) {
    byte[] out = Arrays.copyOf(block, block.length);
    Arrays.fill(out, 0, values * typeSize, (byte) 0);
    int plane = values / 8; // bytes of one bit of all values
    for (int k = 0; k < typeSize; k++) {
      for (int b = 0; b < 8; b++) {
        int from = (k * 8 + b) * plane;
        for (int v = 0; v < values; v++) {
          int bit = block[from + v / 8] >> (v % 8) & 1;
          out[v * typeSize + k] |= (byte) (bit << b);
        }
      }
    }
    return out;
  }
}
