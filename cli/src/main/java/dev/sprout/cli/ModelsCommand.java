package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.xar.model.ModelConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Lists the models that ship with Sprout. */
@Command(
    name = "models",
    description = "List the models that ship with Sprout: name, size, description.",
    footer = {"", "Example:", "  sprout models"})
final class ModelsCommand extends CommonOptions implements Callable<Integer> {

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ModelFolders folders = ModelFolders.installed();
    List<Path> all = folders.list();
    if (all.isEmpty()) {
      out.println("No models in " + folders.shipped());
    }
    for (Path folder : all) {
      ModelConfig config = ModelConfig.read(folder);
      out.printf(
          "%-12s %9s  %s%n",
          folder.getFileName(), Text.size(size(folder)), Text.plain(config.description()));
      out.printf(
          "%-12s %9s  %d concepts; styles: %s%n",
          "", "", config.concepts().size(), String.join(", ", config.styles()));
    }
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
