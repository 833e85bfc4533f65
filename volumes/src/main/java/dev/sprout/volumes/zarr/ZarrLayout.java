package dev.sprout.volumes.zarr;

import com.google.gson.JsonObject;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.volumes.array.ChunkGrid;
import dev.sprout.volumes.array.ElementType;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The form of a Zarr array that is to be written.
 *
 * @param version of the Zarr format, 2 or 3
 * @param shape extent of the array
 * @param type of the values
 * @param chunk extent of a chunk
 * @param shard chunks of a shard along each axis; empty for a file to each chunk, which is all that
 *     version 2 has
 * @param compression of the chunks; zlib in version 2 only
 */
public record ZarrLayout(
    int version,
    long[] shape,
    ElementType type,
    int[] chunk,
    Optional<int[]> shard,
    Compression compression) {
  /** Checks that the version has what the layout asks for. */
  public ZarrLayout {
    Require.between("version", version, 2, 3);
    new ChunkGrid(shape, chunk, type.bytes());
    if (version == 2 && shard.isPresent()) {
      throw UserError.unusable("shard", "is for Zarr v3; v2 has a file to each chunk");
    } else if (version == 3 && compression == Compression.ZLIB) {
      throw UserError.invalid("compression", "zlib", "none, gzip or zstd in Zarr v3");
    } else if (shard.isPresent()) {
      new ChunkGrid(shape, shardExtent(chunk, shard.get()), type.bytes());
    }
  }

  private static int[] shardExtent(int[] chunk, int[] chunks) {
    if (chunks.length != chunk.length) {
      throw UserError.unusable("shard", "has %d axes, chunks %d", chunks.length, chunk.length);
    }
    return IntStream.range(0, chunk.length)
        .map(d -> Math.multiplyExact(chunk[d], chunks[d]))
        .toArray();
  }

  ZarrMetadata metadata(List<String> dimensionNames, JsonObject attributes) {
    int[] order = IntStream.range(0, shape.length).toArray();
    ChunkGrid grid = new ChunkGrid(shape, chunk, type.bytes());
    return new ZarrMetadata(
        version,
        type,
        new ChunkCodec(grid, order, false, compression.compressors()),
        new ChunkKeys(version == 3 ? "c" : "", "/"),
        shard.map(chunks -> new Sharding(chunks, true, true)),
        Optional.of(new byte[type.bytes()]),
        version == 3 ? dimensionNames : List.of(),
        attributes);
  }
}
