package dev.sprout.volumes.hdf5;

import com.ning.compress.lzf.LZFException;
import com.ning.compress.lzf.util.ChunkDecoderFactory;
import dev.sprout.volumes.array.Shuffle;
import io.jhdf.filter.PipelineFilterWithData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.InflaterInputStream;

/**
 * The filters of a chunked HDF5 data set that are undone here: each knows how long its result must
 * be, so that a damaged chunk can't fill the memory.
 */
final class ChunkFilters {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER32 = 3;
  private static final int LZF = 32000;
  private static final Set<Integer> KNOWN = Set.of(DEFLATE, SHUFFLE, FLETCHER32, LZF);
  private static final int CHECKSUM = 4; // bytes

  private final List<PipelineFilterWithData> filters; // in the order of writing
  private final int chunkBytes;

  ChunkFilters(List<PipelineFilterWithData> filters, int chunkBytes) {
    this.filters = filters;
    this.chunkBytes = chunkBytes;
  }

  /** Whether all filters are known here; if not the library has to undo them. */
  boolean areKnown() {
    return filters.stream().allMatch(filter -> KNOWN.contains(filter.getId()));
  }

  /**
   * A chunk's values.
   *
   * @throws IOException when the bytes are none of the filters' making
   */
  byte[] undo(byte[] stored) throws IOException {
    byte[] data = stored;
    for (int i = filters.size() - 1; i >= 0; i--) {
      data = undo(filters.get(i), data, bytesBefore(i));
    }
    return data;
  }

  private int bytesBefore(int filter) {
    long checksums =
        filters.subList(0, filter).stream().filter(f -> f.getId() == FLETCHER32).count();
    return chunkBytes + CHECKSUM * (int) checksums;
  }

  private static byte[] undo(PipelineFilterWithData filter, byte[] data, int bytes)
      throws IOException {
    return switch (filter.getId()) {
      case DEFLATE -> inflate(data, bytes);
      case SHUFFLE -> Shuffle.undo(data, filter.getFilterData()[0]);
      case FLETCHER32 -> verified(data);
      default -> lzf(data, bytes);
    };
  }

  private static byte[] inflate(byte[] data, int bytes) throws IOException {
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(data))) {
      byte[] chunk = in.readNBytes(bytes);
      if (in.read() >= 0) {
        throw new IOException("it holds more than " + bytes + " bytes");
      }
      return chunk;
    }
  }

  /** LZF leaves a chunk as it is when it can't make it shorter. */
  private static byte[] lzf(byte[] data, int bytes) throws IOException {
    if (data.length == bytes) {
      return data;
    }
    byte[] chunk = new byte[bytes];
    try {
      ChunkDecoderFactory.safeInstance().decodeChunk(data, 0, data.length, chunk, 0, bytes);
    } catch (LZFException | IndexOutOfBoundsException e) {
      throw new IOException("its LZF stream is broken: " + e.getMessage(), e);
    }
    return chunk;
  }

  private static byte[] verified(byte[] data) throws IOException {
    int length = data.length - CHECKSUM;
    if (length < 0) {
      throw new IOException("it is shorter than its checksum");
    }
    int stated = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).getInt(length);
    if (stated != fletcher32(data, length)) {
      throw new IOException("its Fletcher-32 checksum is wrong");
    }
    return Arrays.copyOf(data, length);
  }

  /** Fletcher's checksum over big-endian 16-bit words (HDF5, H5checksum.c). */
  static int fletcher32(byte[] data, int length) {
    int sum = 0;
    int sumOfSums = 0;
    for (int i = 0; i < length; i += 2) {
      int low = i + 1 < length ? data[i + 1] & 0xff : 0;
      sum = folded(sum + ((data[i] & 0xff) << 8 | low));
      sumOfSums = folded(sumOfSums + sum);
    }
    return sumOfSums << 16 | sum;
  }

  private static int folded(int sum) {
    return (sum & 0xffff) + (sum >>> 16);
  }
}
