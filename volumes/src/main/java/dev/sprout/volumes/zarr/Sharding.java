package dev.sprout.volumes.zarr;

/**
 * Several chunks in one file (Zarr v3, codec {@code sharding_indexed}), with an index of offset and
 * length for each.
 *
 * @param chunks of a shard along each axis
 * @param indexAtEnd whether the index follows the chunks or precedes them
 * @param checksummed whether a CRC-32C follows the index
 */
record Sharding(int[] chunks, boolean indexAtEnd, boolean checksummed) {
  /** Chunks of a shard. */
  int size() {
    int size = 1;
    for (int n : chunks) {
      size = Math.multiplyExact(size, n);
    }
    return size;
  }

  /** Bytes of the index with its checksum. */
  long indexBytes() {
    return 16L * size() + (checksummed ? Crc32c.BYTES : 0);
  }
}
