package dev.sprout.cli;

import dev.sprout.recipes.Recipe;
import dev.sprout.recipes.RecipeRunner;
import dev.sprout.recipes.Recipes;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Training of a network from a configuration file. */
@Command(
    name = "train",
    description = "Train a network as a configuration file says.",
    footer = {
      "",
      "Examples, in this order for a model of your own:",
      "  sprout train autoencoder --config configs/emoji-autoencoder.json \\",
      "    --data pictures --out runs/emoji-autoencoder",
      "  sprout train xar --config configs/emoji-xar.json --data pictures --out runs/emoji",
      "  sprout train seed --config configs/emoji-seed.json --data pictures --out runs/emoji-seed",
      "",
      "Paths in a configuration file are relative to that file."
    })
final class TrainCommand extends CommonOptions implements Callable<Integer> {

  @Mixin private DeviceOption device;

  @Parameters(
      paramLabel = "NETWORK",
      completionCandidates = Names.class,
      description = "${COMPLETION-CANDIDATES}.")
  private String network;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Sizes, objective and training options (JSON); configs/ has examples.")
  private Path config;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "Pictures: a folder, or .tar shards.")
  private Path data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where weights, checkpoints, metrics and previews go; made if missing.")
  private Path folder;

  @Option(names = "--resume", description = "Go on with the run in the folder.")
  private boolean resume;

  /** Names of all recipes. */
  private static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Recipes.names().iterator();
    }
  }

  @Override
  public Integer call() {
    Recipe<?> recipe = Recipes.named(network);
    PrintWriter err = spec.commandLine().getErr();
    new RecipeRunner(config, data, folder, resume, device.get())
        .run(recipe, notice -> err.println(Text.plain(notice)));
    spec.commandLine().getOut().println("The trained model is in " + folder);
    return 0;
  }
}
