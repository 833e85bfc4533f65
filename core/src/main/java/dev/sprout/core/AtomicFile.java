package dev.sprout.core;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Atomic writing of files: to a temporary file in the same folder, synced, then renamed. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writer of a file's content. */
  public interface Content {
    /** Writes everything to the stream, which the caller closes. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Creates a folder and its parents, if missing.
   *
   * @throws UserError when it can't be created
   */
  public static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw UserError.failure(e, "folder %s can't be made: %s", folder, reason(e));
    }
  }

  /**
   * Replaces or creates a file.
   *
   * @throws UserError when the folder is missing or can't be written, or the disk is full; nothing
   *     is left behind
   */
  public static void write(Path file, Content content) {
    checkPlace(file);
    Path target = file.toAbsolutePath();
    Unbroken.run(() -> replace(file, target, content));
  }

  private static void replace(Path file, Path target, Content content) {
    Path part = temporary(target);
    try {
      try (FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 20);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      part = null;
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be written: %s", file, reason(e));
    } finally {
      deleteQuietly(part);
    }
  }

  /**
   * Checks where a file will be written, before long work for it.
   *
   * @throws UserError when there is no such folder, or the file is one
   */
  public static void checkPlace(Path file) {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw UserError.failure(
          "%s can't be written: there is no folder %s; make it first or name another place",
          file, folder);
    } else if (Files.isDirectory(target)) {
      throw UserError.failure("%s can't be written: it is a folder; name a file", file);
    }
  }

  /**
   * A hidden place beside a wanted one, as short as possible: the wanted name may be the longest.
   */
  public static Path temporary(Path target) {
    return target.resolveSibling("." + UUID.randomUUID() + ".part");
  }

  /** Whether a file has a name of {@link #temporary}: it was left by a killed process. */
  public static boolean isTemporary(Path file) {
    return Files.isRegularFile(file)
        && file.getFileName().toString().matches("\\.(.+\\.)?[-0-9a-f]{36}\\.part");
  }

  /** What went wrong, without the path at fault, which may be a temporary one. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    } else if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    } else if (e instanceof FileAlreadyExistsException) {
      return "it is a file; name another";
    } else if (e instanceof DirectoryNotEmptyException) {
      return "a folder is in the way";
    }
    String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
    return reason == null ? e.toString() : reason;
  }

  private static void deleteQuietly(Path part) {
    try {
      if (part != null) {
        Files.deleteIfExists(part);
      }
    } catch (IOException ignored) {
      // the original failure is reported
    }
  }
}
