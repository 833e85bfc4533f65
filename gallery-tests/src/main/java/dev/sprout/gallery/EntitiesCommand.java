package dev.sprout.gallery;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Comparison of entities as a table. */
@Command(
    name = "gallery-tests/entities",
    description = "Train one network per entity for equal time and compare them.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  gallery-tests/entities --data emoji --out runs/entities"})
public final class EntitiesCommand implements Callable<Integer> {
  @Option(names = "--data", required = true, paramLabel = "FOLDER", description = "Picture folder.")
  private Path data;

  @Option(
      names = "--model",
      defaultValue = "models/emoji",
      paramLabel = "FOLDER",
      description = "Model folder whose autoencoder all share (default ${DEFAULT-VALUE}).")
  private Path model;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder of all runs.")
  private Path folder;

  @Option(
      names = "--concepts",
      defaultValue = "120",
      paramLabel = "N",
      description = "Number of concepts, chosen by a fixed seed (default ${DEFAULT-VALUE}).")
  private int concepts;

  @Option(
      names = "--seconds",
      defaultValue = "420",
      paramLabel = "S",
      description = "Training time per entity in seconds (default ${DEFAULT-VALUE}).")
  private double seconds;

  @Spec private CommandSpec spec;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(GalleryCommands.run(new EntitiesCommand(), arguments));
  }

  @Override
  public Integer call() {
    EntityComparison comparison = new EntityComparison(data, concepts, model, folder, seconds);
    comparison.calibrate();
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "| entity | steps | latent distance | nearest is right | never trained | a picture |");
    out.println("|---|---|---|---|---|---|");
    for (EntityComparison.Variant variant : EntityComparison.variants()) {
      out.println(comparison.run(variant).markdown());
      out.flush();
    }
    return 0;
  }
}
