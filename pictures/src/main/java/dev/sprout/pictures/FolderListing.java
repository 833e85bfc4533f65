package dev.sprout.pictures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Contents of a folder without hidden files, in an order independent of the file system. */
final class FolderListing {
  private FolderListing() {}

  /** Files and folders directly inside, by name. */
  static List<Path> of(Path folder) {
    return list(folder, 1);
  }

  /** Files and folders at any depth, by relative path. */
  static List<Path> deep(Path folder) {
    return list(folder, Integer.MAX_VALUE);
  }

  /** The path of a file below a folder, with slashes. */
  static String relative(Path folder, Path file) {
    return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  private static List<Path> list(Path folder, int depth) {
    try (Stream<Path> paths = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
      return paths
          .filter(path -> !path.equals(folder) && !isHidden(folder.relativize(path)))
          .sorted(Comparator.comparing(path -> relative(folder, path)))
          .toList();
    } catch (IOException e) {
      throw FileRange.unreadable(folder, e);
    } catch (UncheckedIOException e) {
      throw FileRange.unreadable(folder, e.getCause());
    }
  }

  private static boolean isHidden(Path relative) {
    return StreamSupport.stream(relative.spliterator(), false)
        .anyMatch(part -> part.toString().startsWith("."));
  }
}
