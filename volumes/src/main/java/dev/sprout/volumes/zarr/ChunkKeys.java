package dev.sprout.volumes.zarr;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Names of the chunk files in an array's folder.
 *
 * @param prefix before the indices: {@code c} in Zarr v3, nothing in v2
 * @param separator between indices: a dot or a slash
 */
record ChunkKeys(String prefix, String separator) {
  /** The file of a chunk, relative to the array's folder. */
  String of(List<Long> index) {
    String indices = index.stream().map(String::valueOf).collect(Collectors.joining(separator));
    return prefix.isEmpty() ? indices : prefix + separator + indices;
  }
}
