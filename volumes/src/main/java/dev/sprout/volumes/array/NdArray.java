package dev.sprout.volumes.array;

import java.util.Optional;

/**
 * An array in a file of which blocks can be read: TIFF and PNG stacks, HDF5 data sets, Zarr arrays.
 * Safe for use by several threads.
 */
public interface NdArray extends AutoCloseable {
  /** Extent along each axis, slowest first. */
  long[] shape();

  /** Type of the values. */
  ElementType type();

  /**
   * How the file is laid out, in a few words for people: {@code Zarr v2, chunks 64×64×64, zlib}.
   */
  String layout();

  /**
   * Reads one block.
   *
   * @param origin first index along each axis
   * @param shape extent along each axis; within the array
   * @return values in C order, little-endian
   * @throws dev.sprout.core.UserError when the file is damaged
   */
  byte[] read(long[] origin, int[] shape);

  /**
   * Files of a block that aren't there, whose values are read as the fill value; empty where none
   * is missing.
   *
   * @param origin first index along each axis
   * @param shape extent along each axis; within the array
   */
  default Optional<MissingChunks> missing(long[] origin, int[] shape) {
    return Optional.empty();
  }

  @Override
  void close();
}
