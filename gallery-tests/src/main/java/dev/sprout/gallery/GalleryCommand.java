package dev.sprout.gallery;

import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import dev.sprout.gallery.page.Gallery;
import dev.sprout.gallery.page.GallerySize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Drawing of the gallery page. */
@Command(
    name = "gallery-tests/gallery",
    description = {
      "Draw a page of what Sprout can do, each picture and number beside the command that made it.",
      "The page is one file, index.html, which needs no other and no network."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  gallery-tests/gallery --size full --out gallery"})
public final class GalleryCommand implements Callable<Integer> {
  private static final String PAGE = "index.html";

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description =
          "Folder of the page, made if missing; an older page is replaced"
              + " (default gallery-tests/target/gallery of the source tree).")
  private Path folder;

  @Option(
      names = "--size",
      defaultValue = "small",
      paramLabel = "SIZE",
      description = "small, a minute or two, or full, many minutes (default ${DEFAULT-VALUE}).")
  private GallerySize size;

  @Spec private CommandSpec spec;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(GalleryCommands.run(new GalleryCommand(), arguments));
  }

  @Override
  public Integer call() {
    Path home = Path.of(System.getProperty("sprout.home", ".")).toAbsolutePath().normalize();
    Path target = folder == null ? home.resolve("gallery-tests/target/gallery") : folder;
    AtomicFile.makeFolder(target);
    Path work = makeWorkFolder();
    try {
      Gallery.draw(work, home, size, target.resolve(PAGE));
    } finally {
      delete(work);
    }
    spec.commandLine().getOut().println(target.resolve(PAGE));
    return 0;
  }

  private static Path makeWorkFolder() {
    try {
      return Files.createTempDirectory("sprout-gallery");
    } catch (IOException e) {
      throw UserError.failure(
          e, "no folder can be made in %s: %s", System.getProperty("java.io.tmpdir"), e);
    }
  }

  private static void delete(Path work) {
    try (Stream<Path> files = Files.walk(work)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be removed: %s", work, AtomicFile.reason(e));
    }
  }
}
