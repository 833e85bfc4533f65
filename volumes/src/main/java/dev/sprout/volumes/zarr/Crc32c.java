package dev.sprout.volumes.zarr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** A little-endian CRC-32C behind the bytes (Zarr v3). */
record Crc32c() implements Compressor {
  static final int BYTES = 4;

  @Override
  public String id() {
    return "crc32c";
  }

  @Override
  public byte[] decode(byte[] stored, int most) throws DamagedChunk {
    int length = stored.length - BYTES;
    if (length < 0 || length > most) {
      throw new DamagedChunk("it has " + stored.length + " bytes with its checksum");
    }
    int stated = ByteBuffer.wrap(stored, length, BYTES).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (stated != checksum(stored, length)) {
      throw new DamagedChunk("its CRC-32C checksum is wrong");
    }
    return Arrays.copyOf(stored, length);
  }

  @Override
  public byte[] encode(byte[] chunk) {
    ByteBuffer stored =
        ByteBuffer.allocate(chunk.length + BYTES).order(ByteOrder.LITTLE_ENDIAN).put(chunk);
    return stored.putInt(checksum(chunk, chunk.length)).array();
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  @Override
  public int mostStored(int bytes) {
    return bytes + BYTES;
  }
}
