package dev.sprout.volumes.array;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The most recently used chunks of an array, decoded, up to a number of bytes. Safe for use by
 * several threads, each of which may decode at the same time.
 *
 * @param <K> index of a chunk
 */
public final class ChunkCache<K> {
  private static final long MOST = 256L << 20;

  private final long budget; // bytes
  private final LinkedHashMap<K, byte[]> chunks = new LinkedHashMap<>(16, 0.75f, true);
  private long held; // bytes

  /** A cache of an eighth of the heap, at most 256 MB. */
  public ChunkCache() {
    this(Math.min(MOST, Runtime.getRuntime().maxMemory() / 8));
  }

  /**
   * A cache.
   *
   * @param budget bytes; a chunk that is larger is not kept
   */
  public ChunkCache(long budget) {
    this.budget = budget;
  }

  /** Bytes that the cache may hold. */
  public long budget() {
    return budget;
  }

  /** A chunk, decoded if it isn't held; the caller doesn't change it. */
  public byte[] get(K index, Function<K, byte[]> decode) {
    synchronized (chunks) {
      byte[] chunk = chunks.get(index);
      if (chunk != null) {
        return chunk;
      }
    }
    byte[] chunk = decode.apply(index);
    keep(index, chunk);
    return chunk;
  }

  private void keep(K index, byte[] chunk) {
    synchronized (chunks) {
      if (chunk.length > budget || chunks.containsKey(index)) {
        return;
      }
      chunks.put(index, chunk);
      held += chunk.length;
      var eldest = chunks.entrySet().iterator();
      while (held > budget) {
        Map.Entry<K, byte[]> entry = eldest.next();
        held -= entry.getValue().length;
        eldest.remove();
      }
    }
  }
}
