package dev.sprout.cli;

import dev.sprout.core.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Output files of a run, named and checked before the model loads. Immutable.
 *
 * @param pictures one file per picture, or none when only a grid is written
 * @param grid the file of the grid, or null
 */
record OutputPlan(List<Path> pictures, Path grid) {
  /** Limit of the file systems of Linux and macOS. */
  private static final int LONGEST_NAME_BYTES = 255;

  /**
   * Names the output files.
   *
   * @param output a file ending in .png, an existing folder, or null for the current folder
   * @param grid a file ending in .png, or null
   * @param names names of picture files, used when {@code output} is a folder
   */
  static OutputPlan of(Path output, Path grid, List<String> names) {
    if (grid != null && !isPng(grid)) {
      throw UserError.badRequest("--grid is %s; accepted is a file name ending in .png", grid);
    }
    return new OutputPlan(
        output == null && grid != null ? List.of() : pictures(output, names), grid);
  }

  private static List<Path> pictures(Path output, List<String> names) {
    int count = names.size();
    Path folder = output == null ? Path.of("") : output;
    if (Files.isDirectory(folder)) {
      return IntStream.rangeClosed(1, count)
          .mapToObj(k -> folder.resolve(count == 1 ? names.get(0) + ".png" : numbered(names, k)))
          .toList();
    } else if (!isPng(folder)) {
      throw UserError.failure(
          "-o %s is neither a folder nor a .png file; make the folder first, or name a file"
              + " ending in .png",
          output);
    } else if (count > 1) {
      throw UserError.badRequest(
          "-o %s is one file for %d pictures; name a folder, or use --grid %s",
          output, count, output);
    }
    return List.of(output);
  }

  private static String numbered(List<String> names, int k) {
    return String.format(Locale.ROOT, "%s-%04d.png", names.get(k - 1), k);
  }

  /**
   * Checks that all files can be written.
   *
   * @param force whether existing files may be replaced
   */
  void check(boolean force) {
    for (Path file : all()) {
      Path folder = file.toAbsolutePath().getParent();
      if (!Files.isDirectory(folder)) {
        throw UserError.failure("%s: folder %s is missing; make it first", file, folder);
      } else if (!Files.isWritable(folder)) {
        throw UserError.failure("%s: folder %s can't be written to", file, folder);
      } else if (nameBytes(file) > LONGEST_NAME_BYTES) {
        throw UserError.failure(
            "%s: file name of %d bytes; accepted are up to %d",
            file, nameBytes(file), LONGEST_NAME_BYTES);
      } else if (Files.isDirectory(file)) {
        throw UserError.failure("%s is a folder; name a file", file);
      } else if (!force && Files.exists(file)) {
        throw UserError.failure("%s exists; add --force to replace it, or name another", file);
      }
    }
  }

  private static int nameBytes(Path file) {
    return file.getFileName().toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private List<Path> all() {
    List<Path> all = new ArrayList<>(pictures);
    if (grid != null) {
      if (pictures.contains(grid)) {
        throw UserError.badRequest("-o and --grid name the same file: %s", grid);
      }
      all.add(grid);
    }
    return all;
  }

  private static boolean isPng(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
  }
}
