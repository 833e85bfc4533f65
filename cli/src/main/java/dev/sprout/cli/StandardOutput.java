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
 * Standard output that throws on failure, where {@link System#out} stays silent. For one thread.
 */
final class StandardOutput extends OutputStream {
  private static final Path DESCRIPTOR = Path.of("/proc/self/fd/1");

  private final OutputStream out = new FileOutputStream(FileDescriptor.out);

  private StandardOutput() {}

  /** The reader closed the pipe. */
  static final class ClosedPipe extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosedPipe(IOException cause) {
      super(cause);
    }
  }

  /** A writer in UTF-8, flushed after every line. */
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
   * @throws ClosedPipe when the reader closed the pipe
   * @throws UserError on any other failure
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

  /** Kind of the descriptor by Linux's /proc; exception messages depend on the locale. */
  private static boolean isPipe() {
    try {
      return Files.readSymbolicLink(DESCRIPTOR).toString().matches("(pipe|socket):.*");
    } catch (IOException e) {
      return false;
    }
  }
}
