package dev.sprout.gallery;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    description = "Draw the gallery of the emoji model: pictures and a page.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  gallery-tests/gallery --out gallery"})
public final class GalleryCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Empty folder; made if missing.")
  private Path folder;

  @Option(
      names = "--model",
      defaultValue = "emoji",
      paramLabel = "MODEL",
      description = "Emoji model (default ${DEFAULT-VALUE}).")
  private String model;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Solver steps per entity (default the model's).")
  private Integer steps;

  @Spec private CommandSpec spec;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(GalleryCommands.run(new GalleryCommand(), arguments));
  }

  @Override
  public Integer call() {
    makeFolder();
    List<String> common = new ArrayList<>(List.of("--model", model));
    if (steps != null) {
      common.addAll(List.of("--steps", steps.toString()));
    }
    new Gallery(folder, common).draw();
    spec.commandLine().getOut().println(folder.resolve(Gallery.PAGE));
    return 0;
  }

  private void makeFolder() {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(folder)) {
        if (files.findAny().isPresent()) {
          throw UserError.failure("--out %s is not empty; name another folder", folder);
        }
      }
    } catch (IOException e) {
      throw UserError.failure(e, "--out %s can't be made: %s", folder, e.getMessage());
    }
  }
}
