package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.xar.model.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A set as it is named on the command line. Immutable.
 *
 * @param given text as given
 * @param kind what it is
 */
record PictureSet(String given, Kind kind) {
  /** Kinds of sets. */
  enum Kind {
    /** A folder of pictures, tar shards or a zip file. */
    PICTURES,
    /** Statistics of features. */
    STATISTICS,
    /** A model that draws the pictures. */
    MODEL
  }

  /**
   * Finds out what a text names.
   *
   * @throws UserError when it names nothing, or both a shipped model and a file
   */
  static PictureSet parse(String given) {
    Path path = Path.of(given);
    boolean isShipped =
        !given.contains("/")
            && ModelFolders.installed(ModelFolders.Kind.PICTURES).list().stream()
                .anyMatch(model -> model.endsWith(given));
    if (isShipped && Files.exists(path)) {
      throw UserError.badRequest(
          "%s is a shipped model and here a file or folder; write ./%s for that, or models/%s for"
              + " the model",
          given, given, given);
    } else if (isShipped || isModel(path)) {
      return new PictureSet(given, Kind.MODEL);
    } else if (!Files.exists(path)) {
      throw UserError.failure(
          "%s doesn't exist; accepted are a folder of pictures, tar shards, a zip file, statistics"
              + " (.npz), and to be scored also a model",
          given);
    }
    boolean isNpz = given.toLowerCase(Locale.ROOT).endsWith(".npz");
    return new PictureSet(given, isNpz ? Kind.STATISTICS : Kind.PICTURES);
  }

  private static boolean isModel(Path folder) {
    return Files.isRegularFile(folder.resolve(ModelConfig.FILE))
        || (has(folder, ".pth") && has(folder, ".ckpt"));
  }

  private static boolean has(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(ending));
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", folder, e.getMessage());
    }
  }

  /** The place of pictures or statistics. */
  Path path() {
    return Path.of(given);
  }
}
