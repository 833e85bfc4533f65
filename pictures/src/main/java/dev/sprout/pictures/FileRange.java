package dev.sprout.pictures;

import dev.sprout.core.UserError;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Range of bytes of a file: a whole file, or an archive's entry. Each read opens the file, so that
 * thousands of shards need no open handles. Thread-safe.
 */
public record FileRange(Path file, long offset, long length) {
  /** Largest range that is read into memory: 512 MiB. */
  static final int MAX_BYTES = 512 << 20;

  /** A whole regular file. */
  static FileRange whole(Path file) {
    if (Files.isDirectory(file)) {
      throw UserError.failure("%s is a folder; a file is needed here.", file);
    } else if (!Files.exists(file)) {
      throw UserError.failure("%s doesn't exist.", file);
    }
    try {
      return new FileRange(file, 0, Files.size(file));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Reads the bytes.
   *
   * @throws UserError when the file can't be read or is shorter
   */
  public byte[] read() {
    if (length > MAX_BYTES) {
      throw tooLarge(file.toString());
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length);
    try (FileChannel channel = FileChannel.open(file)) {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, offset + bytes.position()) < 0) {
          throw new EOFException("the file became shorter while it was read");
        }
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return bytes.array();
  }

  static UserError unreadable(Path file, IOException e) {
    String reason = e.getClass().getSimpleName() + ": " + e.getMessage();
    return UserError.failure(e, "%s can't be read (%s).", file, reason);
  }

  static UserError tooLarge(String name) {
    return UserError.failure(
        "%s is too large; files of up to %d MiB are read.", name, MAX_BYTES >> 20);
  }
}
