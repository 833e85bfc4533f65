package dev.sprout.volumes.zarr;

import java.util.List;

/** How chunks are compressed when they are written. */
public enum Compression {
  /** Not at all. */
  NONE,
  /** What every reader of Zarr v2 has. */
  ZLIB,
  /** What every reader of Zarr v3 has. */
  GZIP,
  /** Smaller and faster, for readers that have it. */
  ZSTD;

  List<Compressor> compressors() {
    return switch (this) {
      case NONE -> List.of();
      case ZLIB -> List.of(Deflate.ZLIB);
      case GZIP -> List.of(Deflate.GZIP);
      case ZSTD -> List.of(new Zstandard());
    };
  }
}
