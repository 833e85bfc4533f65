package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.model.TokenUnifyConfig;
import dev.sprout.tokenunify.model.TokenUnifyFolder;
import dev.sprout.tokenunify.network.MambaUnet;
import dev.sprout.volumes.array.Nanometers;
import dev.sprout.xar.model.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
      ModelFolders.Kind kind,
      long bytes,
      String description,
      List<String> concepts,
      List<String> styles,
      int prefix) {

    static Model ofPictures(Path folder) {
      ModelConfig config = ModelConfig.read(folder);
      return new Model(
          folder.getFileName().toString(),
          folder.toString(),
          ModelFolders.Kind.PICTURES,
          size(folder),
          config.description(),
          config.conceptNames(),
          config.styles(),
          config.xar().prefixPositions());
    }

    static Model ofVolumes(Path folder) {
      TokenUnifyConfig config = TokenUnifyFolder.read(folder).config();
      String description =
          String.format(
              Locale.ROOT,
              "%s in electron-microscopy volumes, %.2f million parameters, voxels of %s",
              config.predictsAffinities() ? "Neurons" : "Hidden patches",
              MambaUnet.parameterCount(config.network()) / 1e6,
              config.voxelSizes().stream()
                  .map(Nanometers::toString)
                  .collect(Collectors.joining(", ")));
      return new Model(
          folder.getFileName().toString(),
          folder.toString(),
          ModelFolders.Kind.VOLUMES,
          size(folder),
          description,
          List.of(),
          List.of(),
          0);
    }

    String lines() {
      String line =
          String.format(
              Locale.ROOT, "%-12s %9s  %s", name, Text.size(bytes), Text.plain(description));
      return kind == ModelFolders.Kind.VOLUMES
          ? line
          : String.format(
              Locale.ROOT,
              "%s%n%-12s %9s  %d concepts; styles: %s%s",
              line,
              "",
              "",
              concepts.size(),
              String.join(", ", styles),
              prefix == 0 ? "" : "; draws from a prefix of " + prefix + " ids");
    }
  }

  @Override
  public Integer call() {
    List<Model> models = new ArrayList<>();
    models(ModelFolders.Kind.PICTURES).map(Model::ofPictures).forEach(models::add);
    models(ModelFolders.Kind.VOLUMES).map(Model::ofVolumes).forEach(models::add);
    String lines = models.stream().map(Model::lines).collect(Collectors.joining("\n"));
    json.print(spec, models, models.isEmpty() ? "No models in " + ModelFolders.parent() : lines);
    return 0;
  }

  private static Stream<Path> models(ModelFolders.Kind kind) {
    return ModelFolders.installed(kind).list().stream();
  }

  private static long size(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", folder, e.getMessage());
    }
  }
}
