package dev.sprout.tokenunify.inference;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of a job's own, moved and deleted. */
final class Folders {
  private Folders() {}

  /** Deletes a folder and all in it, if it is there; links are deleted, not followed. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> all = walk.sorted(Comparator.reverseOrder()).toList();
      all.forEach(Folders::deleteFile);
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be deleted: %s", folder, e.getMessage());
    }
  }

  /** Deletes a file or an empty folder, if it is there. */
  static void deleteFile(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be deleted: %s", file, e.getMessage());
    }
  }

  /** Gives a folder its final name, at once. */
  static void move(Path folder, Path target) {
    try {
      Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't become %s: %s", folder, target, e.getMessage());
    }
  }
}
