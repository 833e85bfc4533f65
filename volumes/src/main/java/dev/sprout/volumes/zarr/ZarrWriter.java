package dev.sprout.volumes.zarr;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import dev.sprout.volumes.array.ArrayCopy;
import dev.sprout.volumes.array.ChunkGrid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a Zarr array block by block. Each chunk file, or shard, appears whole or not at all, so
 * that a writer that was stopped goes on where it was. Safe for use by several threads as long as
 * each chunk file is written by one of them.
 */
public final class ZarrWriter {
  private final ZarrMetadata metadata;
  private final ChunkFiles files;
  private final ChunkGrid fileGrid; // of the files: shards, or chunks where there are none

  private ZarrWriter(Path folder, ZarrMetadata metadata) {
    this.metadata = metadata;
    this.files = new ChunkFiles(folder, metadata);
    ChunkGrid grid = metadata.grid();
    this.fileGrid = new ChunkGrid(grid.shape(), CodecChain.outerChunk(metadata), grid.bytes());
  }

  /**
   * Begins an array, or goes on with one of the same form.
   *
   * @param dimensionNames name of each axis; written in version 3 only
   * @throws UserError when the folder holds an array of another form
   */
  public static ZarrWriter open(Path folder, ZarrLayout layout, List<String> dimensionNames) {
    ZarrMetadata metadata = layout.metadata(dimensionNames, new JsonObject());
    JsonObject json =
        layout.version() == 3 ? MetadataV3.toJson(metadata) : MetadataV2.toJson(metadata);
    String name = layout.version() == 3 ? ZarrMetadata.V3 : ZarrMetadata.V2_ARRAY;
    if (ZarrMetadata.isNode(folder)) {
      requireSame(folder.resolve(name), json);
    } else {
      AtomicFile.makeFolder(folder);
      Fields.write(folder.resolve(name), json);
    }
    return new ZarrWriter(folder, metadata);
  }

  private static void requireSame(Path file, JsonObject json) {
    JsonElement there = Files.isRegularFile(file) ? Fields.read(file).object() : null;
    if (!json.equals(there)) {
      throw UserError.failure(
          "%s is of another array than the one to be written; name another folder or remove it",
          file.getParent());
    }
  }

  /** Extent of a chunk file's values: blocks are written in whole numbers of it. */
  public int[] fileShape() {
    return fileGrid.chunk().clone();
  }

  /**
   * Indices of the chunk files that a block touches.
   *
   * @param shape extent of the block, within the array
   */
  public List<List<Long>> filesOf(long[] origin, int[] shape) {
    return fileGrid.touched(origin, shape);
  }

  /** Whether a chunk file has been written. */
  public boolean isWritten(List<Long> index) {
    return Files.isRegularFile(files.file(index));
  }

  /**
   * Writes a block that consists of whole chunk files, cut off at the array's end at most.
   *
   * @param data values of the block, C order, little-endian
   * @throws UserError when the block divides a chunk file or the disk is full
   */
  public void write(long[] origin, int[] shape, byte[] data) {
    for (int d = 0; d < shape.length; d++) {
      long end = origin[d] + shape[d];
      int step = fileGrid.chunk()[d];
      if (origin[d] % step != 0 || end > fileGrid.shape()[d] || !isEdge(end, step, d)) {
        throw UserError.failure(
            "block %s+%s divides chunk files of %s",
            Arrays.toString(origin), Arrays.toString(shape), Arrays.toString(fileGrid.chunk()));
      }
    }
    for (List<Long> index : fileGrid.touched(origin, shape)) {
      byte[] values = cut(fileGrid, index, origin, shape, data);
      writeFile(files.file(index), metadata.sharding().isPresent() ? shard(values) : chunk(values));
    }
  }

  private boolean isEdge(long end, int step, int axis) {
    return end % step == 0 || end == fileGrid.shape()[axis];
  }

  private static void writeFile(Path file, byte[] bytes) {
    AtomicFile.makeFolder(file.getParent());
    AtomicFile.write(file, out -> out.write(bytes));
  }

  private byte[] chunk(byte[] values) {
    return metadata.codec().encode(values);
  }

  private byte[] shard(byte[] values) {
    long[] shape = Arrays.stream(fileGrid.chunk()).asLongStream().toArray();
    ChunkGrid inner = new ChunkGrid(shape, metadata.grid().chunk(), metadata.grid().bytes());
    List<byte[]> chunks = new ArrayList<>();
    for (List<Long> index : inner.touched(new long[shape.length], fileGrid.chunk())) {
      chunks.add(chunk(cut(inner, index, new long[shape.length], fileGrid.chunk(), values)));
    }
    return ChunkFiles.shard(chunks);
  }

  /** One chunk out of a block, with zeros where it reaches beyond the block. */
  private static byte[] cut(
      ChunkGrid grid, List<Long> index, long[] origin, int[] shape, byte[] data) {
    int axes = shape.length;
    int[] from = new int[axes];
    int[] extent = new int[axes];
    for (int d = 0; d < axes; d++) {
      long begin = index.get(d) * grid.chunk()[d];
      from[d] = (int) (begin - origin[d]);
      extent[d] = Math.min(grid.chunk()[d], shape[d] - from[d]);
    }
    byte[] chunk = new byte[grid.chunkSize() * grid.bytes()];
    ArrayCopy.copy(
        new ArrayCopy.Place(data, shape, from),
        new ArrayCopy.Place(chunk, grid.chunk(), new int[axes]),
        extent,
        grid.bytes());
    return chunk;
  }
}
