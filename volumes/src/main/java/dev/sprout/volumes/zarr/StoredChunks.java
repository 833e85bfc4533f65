package dev.sprout.volumes.zarr;

import dev.sprout.volumes.array.ArrayCopy;
import dev.sprout.volumes.array.ChunkGrid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** How many of an array's chunk files there are: a copy that was cut short reads as fill values. */
final class StoredChunks {
  private static final long COUNTED = 100_000; // files, beyond which none is looked for

  private final ChunkFiles chunks;
  private final ChunkGrid files;

  StoredChunks(Path array) {
    ZarrMetadata metadata = ZarrMetadata.read(array);
    ChunkGrid grid = metadata.grid();
    this.chunks = new ChunkFiles(array, metadata);
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
    long stored = count();
    return stored == all
        ? "all " + all + " chunk files"
        : stored + " of " + all + " chunk files; the others have the fill value";
  }

  private long count() {
    int[] counts = new int[files.shape().length];
    Arrays.setAll(counts, d -> (int) files.chunks(d));
    int[] index = new int[counts.length];
    long stored = 0;
    do {
      List<Long> key = Arrays.stream(index).asLongStream().boxed().toList();
      stored += Files.isRegularFile(chunks.file(key)) ? 1 : 0;
    } while (ArrayCopy.advance(index, counts, counts.length));
    return stored;
  }
}
