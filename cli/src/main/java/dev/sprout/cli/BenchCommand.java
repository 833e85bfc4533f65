package dev.sprout.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Speed of networks on this machine; one subcommand per network. */
@Command(
    name = "bench",
    description = "Measure speed against this machine's own matrix rate.",
    subcommands = {BenchXar.class, BenchTokenunify.class, BenchEm.class, BenchEvaluation.class},
    footer = {"", "Example:", "  sprout bench xar --variant base --batch 8 --steps 10"})
final class BenchCommand extends CommonOptions implements Runnable {
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Name what to measure: " + String.join(", ", spec.commandLine().getSubcommands().keySet()));
  }
}
