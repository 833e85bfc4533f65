package dev.sprout.cli;

import dev.sprout.recipes.Recipe;
import dev.sprout.recipes.RecipeData;
import dev.sprout.recipes.RecipeRunner;
import dev.sprout.recipes.Recipes;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
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
      "And for neurons in electron microscopy:",
      "  sprout train tokenunify --stage pretrain --config configs/em-pretrain.json \\",
      "    --data raw.h5:main --out runs/em-pretrain",
      "  sprout train tokenunify --stage segment --config configs/em-segment.json \\",
      "    --data raw.h5:main --labels labels.h5:main --out runs/em",
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
      names = "--stage",
      paramLabel = "STAGE",
      description = "Which training of tokenunify: pretrain or segment.")
  private String stage;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description =
          "Pictures: a folder, or .tar shards. For tokenunify EM volumes: TIFF, FILE.h5:DATASET,"
              + " Zarr or a folder of sections; may be repeated.")
  private List<String> data = List.of();

  @Option(
      names = "--labels",
      paramLabel = "VOLUME",
      description = "Labels of the cells, one a volume in the same order, for the stage segment.")
  private List<String> labels = List.of();

  @Option(
      names = "--scenes",
      defaultValue = "0",
      paramLabel = "COUNT",
      description =
          "Scenes of one to four things, composed of the pictures and trained on beside them; needs"
              + " a folder of tools/emoji/fetch FOLDER --transparent. Default: none.")
  private int scenes;

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
    Recipe<?> recipe = Recipes.named(network, stage);
    PrintWriter err = spec.commandLine().getErr();
    new RecipeRunner(config, new RecipeData(data, labels, scenes), folder, resume, device.get())
        .run(recipe, notice -> err.println(Text.plain(notice)));
    spec.commandLine().getOut().println("The trained model is in " + folder);
    return 0;
  }
}
