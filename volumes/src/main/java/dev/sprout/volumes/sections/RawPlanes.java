package dev.sprout.volumes.sections;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.ArrayCopy;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.array.NdArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Uncompressed sections behind one another in a file, as ImageJ writes stacks of more than 4 GB.
 */
final class RawPlanes implements NdArray {
  private final Path path;
  private final FileChannel file;
  private final TiffHeader header;
  private final long[] shape;

  RawPlanes(Path path, TiffHeader header, long... leading) {
    this.path = path;
    this.header = header;
    this.shape = Arrays.copyOf(leading, leading.length + 2);
    shape[leading.length] = header.format().height();
    shape[leading.length + 1] = header.format().width();
    try {
      this.file = FileChannel.open(path);
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", path, e.getMessage());
    }
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  @Override
  public ElementType type() {
    return header.format().type();
  }

  @Override
  public String layout() {
    return header.layout() + ", one directory for all sections";
  }

  @Override
  public byte[] read(long[] origin, int[] extent) {
    int last = extent.length - 1;
    int bytes = type().bytes();
    int size = Arrays.stream(extent).reduce(bytes, Math::multiplyExact);
    ByteBuffer out = ByteBuffer.allocate(size);
    int[] row = new int[extent.length];
    do {
      long at = 0; // in values
      for (int d = 0; d <= last; d++) {
        at = at * shape[d] + origin[d] + row[d];
      }
      out.limit(out.position() + extent[last] * bytes);
      read(out, header.rawPlanes().orElseThrow() + at * bytes);
    } while (ArrayCopy.advance(row, extent, last));
    if (header.order() == ByteOrder.BIG_ENDIAN) {
      ArrayCopy.swapBytes(out.array(), bytes);
    }
    return out.array();
  }

  private void read(ByteBuffer out, long at) {
    int start = out.position();
    try {
      while (out.hasRemaining()) {
        if (file.read(out, at + out.position() - start) < 0) {
          throw UserError.failure("%s ends early", path);
        }
      }
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", path, e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be closed: %s", path, e.getMessage());
    }
  }
}
