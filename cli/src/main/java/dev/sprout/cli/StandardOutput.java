package dev.sprout.cli;

import dev.sprout.core.UserError;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Standard output whose failures end the command, where {@link System#out} would go on in silence.
 * For one thread.
 */
final class StandardOutput extends OutputStream {
  private static final Path DESCRIPTOR = Path.of("/proc/self/fd/1");

  private final OutputStream out = new FileOutputStream(FileDescriptor.out);

  private StandardOutput() {}

  /** The reader of a pipe has seen enough and closed it. */
  static final class ClosedPipe extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosedPipe(IOException cause) {
      super(cause);
    }
  }

  /** A writer in UTF-8 that hands on every line at once. */
  static PrintWriter writer() {
    return new PrintWriter(new StandardOutput(), true, StandardCharsets.UTF_8);
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  /**
   * Writes bytes.
   *
   * @throws ClosedPipe when nobody reads any more
   * @throws UserError when they can't be written for another reason
   */
  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw isPipe()
          ? new ClosedPipe(e)
          : UserError.failure(e, "standard output can't be written: %s", e.getMessage());
    }
  }

  /** What Linux says of the descriptor; the message of the exception depends on the locale. */
  private static boolean isPipe() {
    try {
      return Files.readSymbolicLink(DESCRIPTOR).toString().matches("(pipe|socket):.*");
    } catch (IOException e) {
      return false;
    }
  }
}
