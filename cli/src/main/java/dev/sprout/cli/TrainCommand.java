package dev.sprout.cli;

import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.recipes.AutoencoderRecipe;
import dev.sprout.recipes.DetokenizerRecipe;
import dev.sprout.recipes.LanguageRecipe;
import dev.sprout.recipes.SeedRecipe;
import dev.sprout.recipes.XarRecipe;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a network as a configuration file says. */
@Command(
    name = "train",
    description = "Train a network as a configuration file says.",
    footer = {
      "",
      "Example:",
      "  sprout train autoencoder --config configs/emoji-autoencoder.json \\",
      "    --data pictures --out runs/autoencoder"
    })
final class TrainCommand extends CommonOptions implements Callable<Integer> {

  @Mixin private DeviceOption device;

  @Parameters(paramLabel = "NETWORK", description = "${COMPLETION-CANDIDATES}.")
  private Network network;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Sizes and training options (JSON); configs/ has examples.")
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

  @Override
  public Integer call() {
    ComputeDevice where = device.get();
    switch (network) {
      case AUTOENCODER -> AutoencoderRecipe.run(config, data, folder, resume, where);
      case XAR -> XarRecipe.run(config, data, folder, resume, where);
      case SEED -> SeedRecipe.run(config, data, folder, resume, where);
      case DETOKENIZER -> DetokenizerRecipe.run(config, data, folder, resume, where);
      case LANGUAGE -> LanguageRecipe.run(config, data, folder, resume, where);
    }
    spec.commandLine().getOut().println("The trained model is in " + folder);
    return 0;
  }
}
