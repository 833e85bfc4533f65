package dev.sprout.volumes.sections;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.ChunkGrid;
import dev.sprout.volumes.array.ElementType;
import java.nio.file.Path;

/**
 * Extent and type of a section.
 *
 * @param height rows
 * @param width columns
 * @param type of the values
 */
record SectionFormat(int height, int width, ElementType type) {
  private static final int MOST_COMPRESSED = 5000; // bytes that a byte of LZW or Deflate may become
  private static final long MOST_PIXELS = Integer.MAX_VALUE / 8;

  /** Checks an extent that a header announces against the size of its file. */
  static SectionFormat of(Path file, long fileBytes, long height, long width, ElementType type) {
    if (height < 1 || width < 1 || height > MOST_PIXELS / width) {
      throw UserError.failure(
          "%s announces a section of %d×%d; at most %d voxels are read",
          file, height, width, MOST_PIXELS);
    }
    long bytes = height * width * type.bytes();
    if (bytes / MOST_COMPRESSED > fileBytes) {
      throw UserError.failure(
          "%s announces a section of %d×%d in a file of %d bytes", file, height, width, fileBytes);
    }
    return new SectionFormat((int) height, (int) width, type);
  }

  long bytes() {
    return (long) height * width * type.bytes();
  }

  /** Checks a part of a section that is decoded as a whole: a strip or a tile. */
  static void requirePart(Path file, long height, long width, int bytes) {
    if (height < 1 || width < 1 || width > ChunkGrid.LARGEST_CHUNK / bytes / height) {
      throw UserError.failure(
          "%s has strips or tiles of %d×%d; at most %d MB are read at once",
          file, height, width, ChunkGrid.LARGEST_CHUNK >> 20);
    }
  }

  @Override
  public String toString() {
    return height + "×" + width + " " + type;
  }
}
