package dev.sprout.gallery.page;

import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Folder in which the calls of a page are made, and what came of them. For one thread. */
final class Workshop {
  private final Path folder;
  private final Path home;
  private final GallerySize size;
  private final List<Done> calls = new ArrayList<>();

  /**
   * A call that succeeded.
   *
   * @param out what it printed
   * @param seconds wall-clock time, models loaded anew
   */
  record Done(SproutCall call, String out, double seconds) {
    /** The printed lines. */
    List<String> lines() {
      return out.lines().toList();
    }
  }

  /**
   * Creates one without calls.
   *
   * @param folder existing, for all files that are made
   * @param home the source tree, with {@code models} and {@code gallery-tests/samples}
   */
  Workshop(Path folder, Path home, GallerySize size) {
    this.folder = folder;
    this.home = home;
    this.size = size;
  }

  GallerySize size() {
    return size;
  }

  /** All calls so far, in order. */
  List<Done> calls() {
    return List.copyOf(calls);
  }

  /**
   * Calls the command line.
   *
   * @throws UserError when the call fails
   */
  Done run(String... words) {
    return run(Arrays.asList(words));
  }

  /** Calls the command line; see {@link #run(String...)}. */
  Done run(List<String> words) {
    SproutCall call = new SproutCall(words, List.of(folder, home));
    long begin = System.nanoTime();
    String out = call.run();
    Done done = new Done(call, out, (System.nanoTime() - begin) / 1e9);
    calls.add(done);
    return done;
  }

  /** A file or folder to be made. */
  Path file(String name) {
    return folder.resolve(name);
  }

  /** A folder, made if missing. */
  Path makeFolder(String name) {
    Path made = file(name);
    AtomicFile.makeFolder(made);
    return made;
  }

  /** A file or folder of the source tree. */
  Path source(String name) {
    return home.resolve(name);
  }

  /** Writes a picture that no command makes, such as a mask. */
  Path write(String name, Picture picture) {
    Png.write(file(name), picture, Map.of());
    return file(name);
  }

  /** Files of a folder, sorted by name. */
  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", folder, AtomicFile.reason(e));
    }
  }
}
