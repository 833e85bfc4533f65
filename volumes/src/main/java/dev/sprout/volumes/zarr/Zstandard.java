package dev.sprout.volumes.zarr;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.util.Arrays;

/** Zstandard (RFC 8878). */
record Zstandard() implements Compressor {
  private static final int LEVEL = 3;

  @Override
  public String id() {
    return "zstd";
  }

  @Override
  public int level() {
    return LEVEL;
  }

  @Override
  public byte[] decode(byte[] stored, int most) throws DamagedChunk {
    byte[] chunk = new byte[most];
    return Arrays.copyOf(chunk, decode(stored, 0, stored.length, chunk, 0, most));
  }

  /** Decodes a frame into part of an array; returns the number of bytes. */
  static int decode(byte[] from, int at, int length, byte[] to, int into, int most)
      throws DamagedChunk {
    try {
      long size = Zstd.decompressByteArray(to, into, most, from, at, length);
      if (Zstd.isError(size)) {
        throw new DamagedChunk("its zstd frame is broken: " + Zstd.getErrorName(size));
      }
      return (int) size;
    } catch (ZstdException e) {
      throw new DamagedChunk("its zstd frame is broken: " + e.getMessage());
    }
  }

  @Override
  public byte[] encode(byte[] chunk) {
    return Zstd.compress(chunk, LEVEL);
  }
}
