package dev.sprout.volumes.array;

import java.nio.file.Path;

/**
 * Chunk files that aren't there: left out by who wrote the array, as all their values are the fill
 * value, or lost since.
 *
 * @param missing their number
 * @param all chunk files that were looked for
 * @param first one that is missing
 */
public record MissingChunks(long missing, long all, Path first) {
  /** In words, to follow the volume's name. */
  @Override
  public String toString() {
    return "lacks %d of %d chunk files, the first %s".formatted(missing, all, first);
  }
}
