package dev.sprout.volumes.zarr;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.ArrayCopy;
import dev.sprout.volumes.array.ChunkCache;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.array.MissingChunks;
import dev.sprout.volumes.array.NdArray;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A Zarr array of version 2 or 3 in a folder. Chunks that aren't stored have the fill value, as the
 * format says.
 */
public final class ZarrArray implements NdArray {
  private final Path folder;
  private final ZarrMetadata metadata;
  private final ChunkFiles files;
  private final ChunkCache<List<Long>> cache = new ChunkCache<>();

  /**
   * Opens an array.
   *
   * @throws UserError when its metadata is damaged or asks for something unknown
   */
  public ZarrArray(Path folder) {
    this(folder, ZarrMetadata.read(folder));
  }

  ZarrArray(Path folder, ZarrMetadata metadata) {
    this.folder = folder;
    this.metadata = metadata;
    this.files = new ChunkFiles(folder, metadata);
  }

  ZarrMetadata metadata() {
    return metadata;
  }

  @Override
  public long[] shape() {
    return metadata.grid().shape().clone();
  }

  @Override
  public ElementType type() {
    return metadata.type();
  }

  @Override
  public String layout() {
    String chunks = "chunks " + product(metadata.grid().chunk());
    String shards =
        metadata.sharding().isEmpty()
            ? ""
            : " in shards " + product(CodecChain.outerChunk(metadata));
    return "Zarr v%d, %s%s, %s"
        .formatted(metadata.version(), chunks, shards, metadata.codec().describe());
  }

  private static String product(int[] extents) {
    return Arrays.stream(extents).mapToObj(String::valueOf).collect(Collectors.joining("×"));
  }

  @Override
  public byte[] read(long[] origin, int[] shape) {
    return metadata.grid().read(origin, shape, index -> cache.get(index, this::decode));
  }

  @Override
  public Optional<MissingChunks> missing(long[] origin, int[] shape) {
    return new StoredChunks(metadata, files).missing(origin, shape);
  }

  private byte[] decode(List<Long> index) {
    Optional<byte[]> stored = files.read(index);
    if (stored.isEmpty()) {
      return fill(index);
    }
    try {
      return metadata.codec().decode(stored.get());
    } catch (DamagedChunk e) {
      throw files.damaged(index, e);
    }
  }

  private byte[] fill(List<Long> index) {
    byte[] value =
        metadata
            .fill()
            .orElseThrow(
                () ->
                    UserError.failure(
                        "chunk %s of %s is missing and the array has no fill value for it",
                        index, folder));
    return ArrayCopy.filled(metadata.grid().chunkSize(), value);
  }

  @Override
  public void close() {
    // each read closes the files that it opens
  }
}
