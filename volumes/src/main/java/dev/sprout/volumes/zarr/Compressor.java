package dev.sprout.volumes.zarr;

import dev.sprout.core.UserError;

/**
 * A codec from bytes to bytes of a Zarr chunk, for example zlib.
 *
 * <p>Decoders take at most the given number of bytes, so that a small damaged or malicious chunk
 * can't fill the memory, and report damage as {@link DamagedChunk}.
 */
interface Compressor {
  /** Name in Zarr's metadata. */
  String id();

  /**
   * Undoes {@link #encode}.
   *
   * @param most bytes that the result may have
   */
  byte[] decode(byte[] stored, int most) throws DamagedChunk;

  /** Strength at which this writes, on the codec's own scale. */
  default int level() {
    return 0;
  }

  /** Stored form of a chunk; codecs that are only read refuse. */
  default byte[] encode(byte[] chunk) {
    throw UserError.badRequest("%s chunks can be read, not written", id());
  }

  /** Bytes that a result of {@code bytes} may have had before this codec undid its work. */
  default int mostStored(int bytes) {
    return (int) Math.min(Integer.MAX_VALUE - 8L, bytes + bytes / 64L + (1 << 16));
  }
}
