package dev.sprout.volumes.array;

import dev.sprout.core.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The division of an array into chunks of one shape; those at the end may reach beyond it.
 *
 * @param shape extent of the array
 * @param chunk extent of a chunk
 * @param bytes of one value
 */
public record ChunkGrid(long[] shape, int[] chunk, int bytes) {
  /** Bytes of the largest chunk that is read into memory. */
  public static final long LARGEST_CHUNK = 1L << 29;

  /** Checks that extents are positive and a chunk fits memory. */
  public ChunkGrid {
    if (chunk.length != shape.length) {
      throw UserError.failure(
          "chunks have %d axes where the array has %d", chunk.length, shape.length);
    }
    long size = bytes;
    for (int d = 0; d < shape.length; d++) {
      if (shape[d] < 1 || chunk[d] < 1) {
        throw UserError.failure(
            "axis %d has extent %d in chunks of %d; both must be from 1", d, shape[d], chunk[d]);
      }
      size = Math.min(LARGEST_CHUNK + 1, size * chunk[d]);
      if (size > LARGEST_CHUNK) {
        throw UserError.failure(
            "a chunk has more than %d MB: rewrite the array in smaller chunks",
            LARGEST_CHUNK >> 20);
      }
    }
  }

  /** Values of a chunk. */
  public int chunkSize() {
    int size = 1;
    for (int extent : chunk) {
      size *= extent;
    }
    return size;
  }

  /** Number of chunks along an axis. */
  public long chunks(int axis) {
    return (shape[axis] - 1) / chunk[axis] + 1;
  }

  /**
   * Puts a block together from the chunks that it touches.
   *
   * @param origin of the block
   * @param extent of the block, within the array
   * @param load gives a whole chunk by its index in the grid, C order
   */
  public byte[] read(long[] origin, int[] extent, Function<List<Long>, byte[]> load) {
    int size = bytes;
    for (int n : extent) {
      size = Math.multiplyExact(size, n);
    }
    byte[] block = new byte[size];
    for (List<Long> index : touched(origin, extent)) {
      copy(load.apply(index), index, block, origin, extent);
    }
    return block;
  }

  private void copy(byte[] data, List<Long> index, byte[] block, long[] origin, int[] extent) {
    int axes = shape.length;
    int[] inChunk = new int[axes];
    int[] inBlock = new int[axes];
    int[] common = new int[axes];
    for (int d = 0; d < axes; d++) {
      long begin = index.get(d) * chunk[d];
      long from = Math.max(begin, origin[d]);
      long to = Math.min(begin + chunk[d], origin[d] + extent[d]);
      inChunk[d] = (int) (from - begin);
      inBlock[d] = (int) (from - origin[d]);
      common[d] = (int) (to - from);
    }
    ArrayCopy.copy(
        new ArrayCopy.Place(data, chunk, inChunk),
        new ArrayCopy.Place(block, extent, inBlock),
        common,
        bytes);
  }

  /** Indices of the chunks that share a value with a block, in C order. */
  public List<List<Long>> touched(long[] origin, int[] extent) {
    int axes = shape.length;
    int[] counts = new int[axes];
    for (int d = 0; d < axes; d++) {
      counts[d] = (int) ((origin[d] + extent[d] - 1) / chunk[d] - origin[d] / chunk[d] + 1);
    }
    List<List<Long>> indices = new ArrayList<>();
    int[] step = new int[axes];
    do {
      List<Long> index = new ArrayList<>(axes);
      for (int d = 0; d < axes; d++) {
        index.add(origin[d] / chunk[d] + step[d]);
      }
      indices.add(List.copyOf(index));
    } while (ArrayCopy.advance(step, counts, axes));
    return indices;
  }
}
