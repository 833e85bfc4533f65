package dev.sprout.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Scores of models and pictures; one subcommand per question. */
@Command(
    name = "evaluate",
    description = "Score models and pictures: FID and its kin, reconstructions, words.",
    subcommands = {
      EvaluateGeneration.class,
      EvaluateStats.class,
      EvaluateReconstruction.class,
      EvaluateCaptions.class,
      EvaluateWords.class,
      EvaluateClasses.class
    },
    footer = {
      "",
      "Examples:",
      "  sprout evaluate generation --real photos --fake drawn",
      "  sprout evaluate stats photos -o photos.npz",
      "  sprout evaluate reconstruction --real photos --fake rebuilt"
    })
final class EvaluateCommand extends CommonOptions implements Runnable {
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Name what to measure: " + String.join(", ", spec.commandLine().getSubcommands().keySet()));
  }
}
