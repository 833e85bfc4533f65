package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.xar.model.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the models that ship with Sprout. */
@Command(
    name = "models",
    description = "List the models that ship with Sprout: name, size, description.",
    footer = {"", "Example:", "  sprout models"})
final class ModelsCommand extends CommonOptions implements Callable<Integer> {

  @Mixin private JsonOption json;

  /** An element of {@code --json}. */
  private record Model(
      String name,
      String folder,
      long bytes,
      String description,
      List<String> concepts,
      List<String> styles) {

    static Model of(Path folder) {
      ModelConfig config = ModelConfig.read(folder);
      return new Model(
          folder.getFileName().toString(),
          folder.toString(),
          size(folder),
          config.description(),
          config.conceptNames(),
          config.styles());
    }

    String lines() {
      return String.format(
          Locale.ROOT,
          "%-12s %9s  %s%n%-12s %9s  %d concepts; styles: %s",
          name,
          Text.size(bytes),
          Text.plain(description),
          "",
          "",
          concepts.size(),
          String.join(", ", styles));
    }
  }

  @Override
  public Integer call() {
    ModelFolders folders = ModelFolders.installed();
    List<Model> models = folders.list().stream().map(Model::of).toList();
    String lines = models.stream().map(Model::lines).collect(Collectors.joining("\n"));
    json.print(spec, models, models.isEmpty() ? "No models in " + folders.shipped() : lines);
    return 0;
  }

  private static long size(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", folder, e.getMessage());
    }
  }
}
