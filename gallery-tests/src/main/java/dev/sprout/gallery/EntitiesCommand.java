package dev.sprout.gallery;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the table of entities. */
@Command(
    name = "gallery-tests/entities",
    description = "Train one network per entity for the same seconds and compare them.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  gallery-tests/entities --data emoji --out runs/entities"})
public final class EntitiesCommand implements Callable<Integer> {
  @Option(names = "--data", required = true, paramLabel = "FOLDER", description = "Real pictures.")
  private Path data;

  @Option(
      names = "--model",
      defaultValue = "models/emoji",
      paramLabel = "FOLDER",
      description = "Whose autoencoder all share (default ${DEFAULT-VALUE}).")
  private Path model;

  @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where runs go.")
  private Path folder;

  @Option(
      names = "--concepts",
      defaultValue = "120",
      paramLabel = "N",
      description = "Concepts to learn, chosen by a fixed seed (default ${DEFAULT-VALUE}).")
  private int concepts;

  @Option(
      names = "--seconds",
      defaultValue = "420",
      paramLabel = "S",
      description = "Training time of each (default ${DEFAULT-VALUE}).")
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
