package dev.sprout.volumes.zarr;

import dev.sprout.volumes.array.ArrayCopy;
import dev.sprout.volumes.array.ChunkGrid;
import dev.sprout.volumes.array.MissingChunks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which of an array's chunk files there are: a copy that was cut short reads as fill values. */
final class StoredChunks {
  private static final long COUNTED = 100_000; // files, beyond which a description counts none

  private final ChunkFiles chunks;
  private final ChunkGrid files;

  StoredChunks(Path array) {
    this(array, ZarrMetadata.read(array));
  }

  private StoredChunks(Path array, ZarrMetadata metadata) {
    this(metadata, new ChunkFiles(array, metadata));
  }

  StoredChunks(ZarrMetadata metadata, ChunkFiles chunks) {
    ChunkGrid grid = metadata.grid();
    this.chunks = chunks;
    this.files = new ChunkGrid(grid.shape(), CodecChain.outerChunk(metadata), grid.bytes());
  }

  String describe() {
    long all = 1;
    for (int d = 0; d < files.shape().length; d++) {
      if (files.chunks(d) > COUNTED / all) {
        return "more than " + COUNTED + " chunk files, not counted";
      }
      all *= files.chunks(d);
    }
    int[] counts = new int[files.shape().length];
    Arrays.setAll(counts, d -> (int) files.chunks(d));
    long[] first = new long[counts.length];
    long missing = count(first, counts).map(MissingChunks::missing).orElse(0L);
    return missing == 0
        ? "all " + all + " chunk files"
        : all - missing + " of " + all + " chunk files; the others have the fill value";
  }

  /** The missing ones of those that a block touches. */
  Optional<MissingChunks> missing(long[] origin, int[] shape) {
    int[] counts = new int[shape.length];
    long[] first = new long[shape.length];
    for (int d = 0; d < shape.length; d++) {
      first[d] = origin[d] / files.chunk()[d];
      counts[d] = (int) ((origin[d] + shape[d] - 1) / files.chunk()[d] - first[d] + 1);
    }
    return count(first, counts);
  }

  private Optional<MissingChunks> count(long[] first, int[] counts) {
    int[] step = new int[counts.length];
    long all = 0;
    long missing = 0;
    Path example = null;
    do {
      all++;
      Path file = chunks.file(index(first, step));
      if (!Files.exists(file)) {
        missing++;
        example = example == null ? file : example;
      }
    } while (ArrayCopy.advance(step, counts, counts.length));
    return missing == 0 ? Optional.empty() : Optional.of(new MissingChunks(missing, all, example));
  }

  private static List<Long> index(long[] first, int[] step) {
    List<Long> index = new ArrayList<>(step.length);
    for (int d = 0; d < step.length; d++) {
      index.add(first[d] + step[d]);
    }
    return index;
  }
}
