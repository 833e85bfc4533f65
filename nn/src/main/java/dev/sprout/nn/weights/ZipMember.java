package dev.sprout.nn.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * One member of a zip file.
 *
 * @param packed its bytes in the file
 * @param size unpacked size in bytes, as the directory claims
 */
record ZipMember(String name, ByteSource packed, boolean deflated, long size, long crc) {

  /** The stored content, in place. */
  ByteSource inPlace() throws Malformed {
    if (deflated) {
      throw new Malformed("its part '%s' is compressed, accepted are stored tensors", name);
    }
    return packed;
  }

  /**
   * The whole content, compared with its checksum: in place if stored, unpacked into memory if
   * deflated.
   *
   * @param most the largest unpacked size accepted
   */
  ByteSource checked(int most) throws IOException, Malformed {
    if (deflated) {
      return ByteSource.of(content(most));
    }
    try (CheckedInputStream in = new CheckedInputStream(stream(), new CRC32())) {
      in.transferTo(OutputStream.nullOutputStream());
      if (in.getChecksum().getValue() != crc) {
        throw damaged();
      }
    }
    return packed;
  }

  private Malformed damaged() {
    return new Malformed("its part '%s' is damaged: the checksum or size differs", name);
  }

  /**
   * The whole content, unpacked and compared with its checksum. Memory grows with the bytes read,
   * not by the directory's claim.
   *
   * @param most the largest size accepted
   */
  byte[] content(int most) throws IOException, Malformed {
    if (size > most) {
      throw new Malformed("its part '%s' has %d bytes, accepted are up to %d", name, size, most);
    }
    try (InputStream in = stream()) {
      byte[] content = in.readNBytes((int) size);
      CRC32 sum = new CRC32();
      sum.update(content);
      if (content.length != size || in.read() >= 0 || sum.getValue() != crc) {
        throw damaged();
      }
      return content;
    }
  }

  /** The first bytes of the content, at most the given count. */
  byte[] beginning(int count) throws IOException {
    try (InputStream in = stream()) {
      return in.readNBytes(count);
    }
  }

  private InputStream stream() {
    return deflated ? new Unpacking(new Packed(packed)) : new Packed(packed);
  }

  /** The bytes in the file as a stream. */
  private static final class Packed extends InputStream {
    private final ByteSource source;
    private long position;

    Packed(ByteSource source) {
      this.source = source;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = (int) Math.min(length, source.size() - position);
      if (count <= 0) {
        return length == 0 ? 0 : -1;
      }
      source.read(position, ByteBuffer.wrap(target, offset, count));
      position += count;
      return count;
    }
  }

  /** Deflated data as zip files hold it: without a zlib header. */
  private static final class Unpacking extends InflaterInputStream {
    Unpacking(InputStream packed) {
      super(packed, new Inflater(true), 1 << 16);
    }

    @Override
    public void close() throws IOException {
      inf.end();
      super.close();
    }
  }
}
