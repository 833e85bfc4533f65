package dev.sprout.cli;

import dev.sprout.nn.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where pictures go, decided and checked before anything is drawn.
 *
 * @param pictures one file a picture; empty when only a grid was asked for
 * @param grid one file of all pictures, or null
 */
record OutputFiles(List<Path> pictures, Path grid) {

  /** Refuses missing folders, and existing files unless {@code force}. */
  static OutputFiles plan(Path output, Path grid, String subject, int count, boolean force) {
    List<Path> pictures = new ArrayList<>();
    String name = subject.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").trim().replace(' ', '-');
    if (output != null && isPng(output)) {
      if (count > 1) {
        throw UserError.usage(
            "-o %s is one file and --count is %d; name a folder, or use --grid", output, count);
      }
      pictures.add(output);
    } else if (output != null || grid == null) {
      Path folder = output == null ? Path.of("") : output;
      for (int i = 0; i < count; i++) {
        pictures.add(folder.resolve(count == 1 ? name + ".png" : "%s-%04d.png".formatted(name, i)));
      }
    }
    OutputFiles files = new OutputFiles(List.copyOf(pictures), grid);
    files.all().forEach(file -> check(file, force));
    return files;
  }

  private static boolean isPng(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
  }

  private static void check(Path file, boolean force) {
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw UserError.failure("%s can't be written: there is no folder %s", file, folder);
    }
    if (Files.exists(file) && !force) {
      throw UserError.failure("%s exists already; add --force to replace it", file);
    }
  }

  /** All files. */
  List<Path> all() {
    List<Path> all = new ArrayList<>(pictures);
    if (grid != null) {
      all.add(grid);
    }
    return all;
  }
}
