package dev.sprout.volumes.hdf5;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.ArrayCopy;
import dev.sprout.volumes.array.ChunkCache;
import dev.sprout.volumes.array.ChunkGrid;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.array.NdArray;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.exceptions.HdfException;
import io.jhdf.filter.PipelineFilterWithData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A data set in an HDF5 file: contiguous, compact or chunked. */
final class HdfArray implements NdArray {
  private static final String NO_CHUNK = "No chunk"; // jhdf's message where a chunk isn't stored

  private final Path path;
  private final HdfFile file;
  private final Dataset dataset;
  private final HdfType type;
  private final long[] shape;
  private final ChunkCache<List<Long>> cache = new ChunkCache<>();

  HdfArray(Path path, HdfFile file, Dataset dataset) {
    this.path = path;
    this.file = file;
    this.dataset = dataset;
    this.type = HdfType.of(name(), dataset.getDataType());
    this.shape = dataset.getDimensionsAsLong();
    if (dataset instanceof ChunkedDataset) {
      List.of(grid(), filters()); // refused here rather than at the first block
    }
  }

  String name() {
    return path + ":" + dataset.getPath().replaceFirst("^/", "");
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  @Override
  public ElementType type() {
    return type.elements();
  }

  @Override
  public String layout() {
    if (!(dataset instanceof ChunkedDataset chunked)) {
      return "HDF5, not chunked";
    }
    String extents =
        Arrays.stream(chunked.getChunkDimensions())
            .mapToObj(String::valueOf)
            .collect(Collectors.joining("×"));
    String names =
        filters().stream().map(PipelineFilterWithData::getName).collect(Collectors.joining(" + "));
    return "HDF5, chunks " + extents + ", " + (names.isEmpty() ? "not compressed" : names);
  }

  @Override
  public byte[] read(long[] origin, int[] extent) {
    return HdfVolumes.guard(path, () -> readGuarded(origin, extent));
  }

  private byte[] readGuarded(long[] origin, int[] extent) {
    if (dataset instanceof ChunkedDataset) {
      return grid().read(origin, extent, index -> cache.get(index, this::chunk));
    }
    int size = Arrays.stream(extent).reduce(1, Math::multiplyExact);
    if (dataset.isEmpty()) {
      return fill(size);
    }
    ByteBuffer values;
    synchronized (file) {
      values = ((DatasetBase) dataset).getSliceDataBuffer(origin, extent);
    }
    byte[] data = new byte[size * type().bytes()];
    values.get(data);
    return littleEndian(data);
  }

  private ChunkGrid grid() {
    return new ChunkGrid(shape, ((ChunkedDataset) dataset).getChunkDimensions(), type().bytes());
  }

  private List<PipelineFilterWithData> filters() {
    return dataset.getFilters();
  }

  private byte[] chunk(List<Long> index) {
    ChunkGrid grid = grid();
    int[] offset = new int[grid.chunk().length];
    for (int d = 0; d < offset.length; d++) {
      offset[d] = Math.toIntExact(index.get(d) * grid.chunk()[d]);
    }
    int bytes = grid.chunkSize() * grid.bytes();
    try {
      byte[] data = decoded(offset, new ChunkFilters(filters(), bytes));
      if (data.length != bytes) {
        throw new IOException("it holds " + data.length + " bytes of " + bytes);
      }
      return littleEndian(data);
    } catch (HdfException e) {
      if (e.getMessage() != null && e.getMessage().startsWith(NO_CHUNK)) {
        return fill(grid.chunkSize());
      }
      throw e;
    } catch (IOException e) {
      throw UserError.failure(
          e,
          "chunk %s of %s is damaged: %s. Copy or write the file anew.",
          index,
          name(),
          e.getMessage());
    }
  }

  private byte[] decoded(int[] offset, ChunkFilters filters) throws IOException {
    ChunkedDataset chunked = (ChunkedDataset) dataset;
    byte[] stored;
    synchronized (file) {
      if (!filters.areKnown()) {
        return chunked.getDecompressedChunk(offset);
      }
      ByteBuffer raw = chunked.getRawChunkBuffer(offset);
      stored = new byte[raw.remaining()];
      raw.get(stored);
    }
    return filters.undo(stored);
  }

  private byte[] littleEndian(byte[] data) {
    if (type.bigEndian()) {
      ArrayCopy.swapBytes(data, type().bytes());
    }
    return data;
  }

  private byte[] fill(int values) {
    return ArrayCopy.filled(values, type.bytesOf(dataset.getFillValue()));
  }

  /** Names, shapes and types of a file's data sets, for people. */
  static List<String> describe(List<Dataset> datasets) {
    List<String> all = new ArrayList<>();
    for (Dataset dataset : datasets) {
      all.add(
          dataset.getPath().replaceFirst("^/", "")
              + " "
              + Arrays.toString(dataset.getDimensionsAsLong()));
    }
    return all;
  }

  @Override
  public void close() {
    file.close();
  }
}
