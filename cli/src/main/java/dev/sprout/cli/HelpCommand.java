package dev.sprout.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Shows what a command accepts. */
@Command(
    name = "help",
    description = "Show the options of a command, or all commands.",
    footer = {"", "Example:", "  sprout help generate"})
final class HelpCommand extends CommonOptions implements Runnable {

  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "A command of sprout.")
  private String command;

  @Override
  public void run() {
    CommandLine all = spec.commandLine().getParent();
    CommandLine shown = command == null ? all : all.getSubcommands().get(command);
    if (shown == null) {
      String names = String.join(", ", all.getSubcommands().keySet());
      throw new ParameterException(
          spec.commandLine(), "COMMAND is " + command + "; accepted are " + names);
    }
    shown.usage(spec.commandLine().getOut());
  }
}
