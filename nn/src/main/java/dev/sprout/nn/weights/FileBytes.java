package dev.sprout.nn.weights;

import dev.sprout.core.UserError;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * An open file. Positional reads, rather than a mapping: a tensor's bytes go straight into its
 * native memory, closing takes effect at once, and a file truncated meanwhile is an error instead
 * of a crash. Interrupting a thread that reads closes the file.
 */
final class FileBytes implements ByteSource, AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final long size;

  private FileBytes(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.size = channel.size();
  }

  /** Parser of an open file. */
  interface Parser<T> {
    /** Returns an object that owns the file, or throws. */
    T parse(FileBytes bytes) throws IOException, Malformed;
  }

  /**
   * Opens a file and parses it; the file stays open only when that succeeds.
   *
   * @param kind expected kind of file, for messages
   * @throws UserError when the file is missing, unreadable or malformed
   */
  static <T> T open(Path file, FileKind kind, Parser<T> parser) {
    FileBytes bytes = null;
    boolean parsed = false;
    try {
      if (Files.isDirectory(file)) {
        throw UserError.failure("%s is a folder; give %s", file, kind.title());
      }
      bytes = new FileBytes(file, FileChannel.open(file));
      T result = parser.parse(bytes);
      parsed = true;
      return result;
    } catch (Malformed e) {
      throw kind.refusal(file, e);
    } catch (IOException e) {
      throw unreadable(file, e);
    } finally {
      if (bytes != null && !parsed) {
        bytes.close();
      }
    }
  }

  /** Message of a failed read. */
  static UserError unreadable(Path file, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return UserError.failure(cause, "%s doesn't exist", file);
    }
    if (cause instanceof AccessDeniedException) {
      return UserError.failure(cause, "%s can't be read: permission denied", file);
    }
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return UserError.failure(cause, "%s can't be read: %s", file, reason);
  }

  Path file() {
    return file;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    long at = position;
    try {
      while (target.hasRemaining()) {
        int count = channel.read(target, at);
        if (count < 0) {
          throw new EOFException("it ended at byte " + at + " while it was being read");
        }
        at += count;
      }
    } catch (ClosedByInterruptException e) {
      throw new IOException("the reading was interrupted", e);
    } catch (ClosedChannelException e) {
      throw new IllegalStateException(file + " is already closed", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }
}
