package dev.sprout.tools.emoji;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folder written atomically: filled under a temporary name beside the target and renamed by {@link
 * #publish}; closing it unpublished deletes it.
 */
final class NewFolder implements AutoCloseable {
  /** File that marks a folder of this tool, which may be replaced. */
  static final String MARKER = "metadata.jsonl";

  private final Path target;
  private final Path work;

  private NewFolder(Path target) throws IOException {
    this.target = target.toAbsolutePath().normalize();
    Path parent = this.target.getParent();
    Files.createDirectories(parent);
    this.work = sibling("part");
    Files.createDirectory(work);
  }

  /**
   * Creates the temporary folder.
   *
   * @param force whether an existing folder of pictures may be replaced
   * @throws IOException if the target exists and may not be replaced
   */
  static NewFolder startedAt(Path target, boolean force) throws IOException {
    if (Files.exists(target) && !force) {
      throw new IOException(target + " exists; --force replaces it");
    }
    if (Files.exists(target) && !Files.exists(target.resolve(MARKER))) {
      throw new IOException(target + " holds no " + MARKER + ", so it is not replaced");
    }
    return new NewFolder(target);
  }

  /** The temporary folder to write to. */
  Path path() {
    return work;
  }

  /** Renames the folder to its target, replacing an old one. */
  void publish() throws IOException {
    Path old = sibling("old");
    if (Files.exists(target)) {
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(work, target, StandardCopyOption.ATOMIC_MOVE);
    delete(old);
  }

  @Override
  public void close() throws IOException {
    delete(work);
  }

  private Path sibling(String kind) {
    String name = "." + target.getFileName() + "." + kind + "-" + ProcessHandle.current().pid();
    return target.resolveSibling(name);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> found = Files.walk(folder)) {
      paths = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
