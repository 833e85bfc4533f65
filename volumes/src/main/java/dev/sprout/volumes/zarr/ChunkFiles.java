package dev.sprout.volumes.zarr;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.ChunkCache;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The stored bytes of an array's chunks, each in a file of its own or several in a shard. */
final class ChunkFiles {
  private static final int INDEX_CACHE = 32 << 20; // bytes of shard indices that are kept
  private static final long ABSENT = -1; // offset and length of a chunk that isn't stored

  private final Path folder;
  private final ZarrMetadata metadata;
  private final ChunkCache<List<Long>> indices = new ChunkCache<>(INDEX_CACHE);

  ChunkFiles(Path folder, ZarrMetadata metadata) {
    this.folder = folder;
    this.metadata = metadata;
  }

  /** A chunk's bytes by its index in the grid; empty where it isn't stored. */
  Optional<byte[]> read(List<Long> index) {
    try {
      return metadata.sharding().isPresent()
          ? fromShard(index, metadata.sharding().get())
          : wholeFile(file(index));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (DamagedChunk e) {
      throw damaged(index, e);
    } catch (IOException e) {
      throw UserError.failure(e, "chunk %s of %s can't be read: %s", index, folder, e.getMessage());
    }
  }

  /** An error that names the chunk and its file. */
  UserError damaged(List<Long> index, DamagedChunk problem) {
    return UserError.failure(
        problem,
        "chunk %s of %s is damaged: %s. Copy or write %s anew.",
        index,
        folder,
        problem.getMessage(),
        file(fileIndex(index)));
  }

  /** The file of a shard, or of a chunk where there are no shards. */
  Path file(List<Long> index) {
    return folder.resolve(metadata.keys().of(index));
  }

  private List<Long> fileIndex(List<Long> index) {
    if (metadata.sharding().isEmpty()) {
      return index;
    }
    int[] chunks = metadata.sharding().get().chunks();
    List<Long> shard = new ArrayList<>();
    for (int d = 0; d < chunks.length; d++) {
      shard.add(index.get(d) / chunks[d]);
    }
    return shard;
  }

  private Optional<byte[]> wholeFile(Path file) throws IOException {
    requireLength(Files.size(file));
    return Optional.of(Files.readAllBytes(file));
  }

  private void requireLength(long length) throws DamagedChunk {
    if (length > metadata.codec().mostStored()) {
      throw new DamagedChunk(
          "it has " + length + " bytes, more than " + metadata.codec().mostStored());
    }
  }

  private Optional<byte[]> fromShard(List<Long> index, Sharding sharding) throws IOException {
    List<Long> shard = fileIndex(index);
    Path file = file(shard);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    byte[] table = indices.get(shard, s -> readIndex(index, file, sharding));
    ByteBuffer entries = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0; // of the chunk within its shard, C order
    for (int d = 0; d < index.size(); d++) {
      int n = sharding.chunks()[d];
      at = at * n + (int) (index.get(d) % n);
    }
    long offset = entries.getLong(16 * at);
    long length = entries.getLong(16 * at + 8);
    if (offset == ABSENT && length == ABSENT) {
      return Optional.empty();
    }
    try (FileChannel in = FileChannel.open(file)) {
      if (length < 0 || offset < 0 || offset > in.size() - length) {
        throw new DamagedChunk("the shard's index points beyond its end");
      }
      requireLength(length);
      return Optional.of(read(in, offset, (int) length));
    }
  }

  private byte[] readIndex(List<Long> index, Path file, Sharding sharding) {
    try (FileChannel in = FileChannel.open(file)) {
      long bytes = sharding.indexBytes();
      if (in.size() < bytes) {
        throw new DamagedChunk("the shard is shorter than its index");
      }
      byte[] table = read(in, sharding.indexAtEnd() ? in.size() - bytes : 0, (int) bytes);
      return sharding.checksummed() ? new Crc32c().decode(table, table.length) : table;
    } catch (DamagedChunk e) {
      throw damaged(index, e);
    } catch (IOException e) {
      throw UserError.failure(e, "shard %s can't be read: %s", file, e.getMessage());
    }
  }

  private static byte[] read(FileChannel in, long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (in.read(buffer, offset + buffer.position()) < 0) {
        throw new DamagedChunk("the shard ends early");
      }
    }
    return buffer.array();
  }

  /**
   * Bytes of a whole shard.
   *
   * @param chunks stored form of each chunk of the shard, C order
   */
  static byte[] shard(List<byte[]> chunks) {
    int length = chunks.stream().mapToInt(chunk -> chunk.length).reduce(0, Math::addExact);
    ByteBuffer index = ByteBuffer.allocate(16 * chunks.size()).order(ByteOrder.LITTLE_ENDIAN);
    byte[] shard = new byte[length];
    int at = 0;
    for (byte[] chunk : chunks) {
      System.arraycopy(chunk, 0, shard, at, chunk.length);
      index.putLong(at).putLong(chunk.length);
      at += chunk.length;
    }
    byte[] table = new Crc32c().encode(index.array());
    byte[] whole = Arrays.copyOf(shard, length + table.length);
    System.arraycopy(table, 0, whole, length, table.length);
    return whole;
  }
}
