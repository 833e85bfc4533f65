package dev.sprout.volumes.zarr;

import dev.sprout.volumes.array.ArrayCopy;
import dev.sprout.volumes.array.ChunkGrid;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a chunk's values become the bytes that are stored: axes reordered, byte order, then
 * compressors in turn.
 *
 * @param grid of the chunks
 * @param order stored axis {@code d} is the array's axis {@code order[d]}
 * @param bigEndian byte order of the stored values
 * @param compressors in the order of encoding
 */
record ChunkCodec(ChunkGrid grid, int[] order, boolean bigEndian, List<Compressor> compressors) {
  /** Bytes that the file of a chunk may have. */
  int mostStored() {
    int most = size();
    for (Compressor compressor : compressors) {
      most = compressor.mostStored(most);
    }
    return most;
  }

  private int size() {
    return grid.chunkSize() * grid.bytes();
  }

  /** Values of a whole chunk, C order, little-endian. */
  byte[] decode(byte[] stored) throws DamagedChunk {
    int[] most = new int[compressors.size()]; // bytes of each compressor's result
    for (int i = 0, bytes = size(); i < most.length; i++) {
      most[i] = bytes;
      bytes = compressors.get(i).mostStored(bytes);
    }
    byte[] data = stored;
    for (int i = most.length - 1; i >= 0; i--) {
      data = compressors.get(i).decode(data, most[i]);
    }
    if (data.length != size()) {
      throw new DamagedChunk("it holds " + data.length + " bytes of " + size());
    }
    if (bigEndian) {
      ArrayCopy.swapBytes(data, grid.bytes());
    }
    return ArrayCopy.transpose(data, storedShape(), inverse(order), grid.bytes());
  }

  /**
   * Stored form of a whole chunk.
   *
   * @param data C order, little-endian; left as it is
   */
  byte[] encode(byte[] data) {
    byte[] stored = ArrayCopy.transpose(data, grid.chunk(), order, grid.bytes());
    if (bigEndian) {
      stored = stored == data ? data.clone() : stored;
      ArrayCopy.swapBytes(stored, grid.bytes());
    }
    for (Compressor compressor : compressors) {
      stored = compressor.encode(stored);
    }
    return stored;
  }

  private int[] storedShape() {
    int[] shape = new int[order.length];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = grid.chunk()[order[d]];
    }
    return shape;
  }

  private static int[] inverse(int[] order) {
    int[] inverse = new int[order.length];
    for (int d = 0; d < order.length; d++) {
      inverse[order[d]] = d;
    }
    return inverse;
  }

  /** Names of the compressors. */
  String describe() {
    return compressors.isEmpty()
        ? "not compressed"
        : compressors.stream().map(Compressor::id).collect(Collectors.joining(" + "));
  }
}
