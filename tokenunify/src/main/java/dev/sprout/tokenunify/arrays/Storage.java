package dev.sprout.tokenunify.arrays;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where large arrays lie: in Java's memory, or in mapped files, which the operating system moves
 * between memory and disk. A file loses its name as soon as it is mapped, so a process that is
 * killed leaves none behind; its space is free again when no array uses it. Thread-safe.
 */
public final class Storage {
  /** Java's memory. */
  public static final Storage MEMORY = new Storage(null, 14);

  private static final AtomicLong FILES = new AtomicLong();

  private final Path folder; // null for Java's memory
  private final int pageBits;

  private Storage(Path folder, int pageBits) {
    this.folder = folder;
    this.pageBits = pageBits;
  }

  /** Mapped files of 4 MB in an existing folder. */
  public static Storage files(Path folder) {
    return new Storage(folder, 22);
  }

  /** Logarithm to base 2 of a page's bytes. */
  int pageBits() {
    return pageBits;
  }

  /** A new page of zeros. */
  ByteBuffer page() {
    ByteBuffer page = folder == null ? ByteBuffer.allocate(1 << pageBits) : mapped();
    return page.order(ByteOrder.nativeOrder());
  }

  private ByteBuffer mapped() {
    Path file =
        folder.resolve(
            "array-" + ProcessHandle.current().pid() + "-" + FILES.incrementAndGet() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      long bytes = 1L << pageBits;
      ByteBuffer zeros = ByteBuffer.allocate(1 << 16);
      while (channel.position() < bytes) { // a full disk is an error here, not once it is mapped
        channel.write(zeros.rewind());
      }
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
    } catch (IOException e) {
      throw UserError.failure(
          e, "%s can't take another %d MB: %s", folder, 1 << pageBits >> 20, e.getMessage());
    }
  }
}
