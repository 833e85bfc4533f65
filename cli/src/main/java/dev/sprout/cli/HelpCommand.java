package dev.sprout.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Help page of a command. */
@Command(
    name = "help",
    description = "Show the options of a command, or the list of commands.",
    footer = {"", "Example:", "  sprout help generate"})
final class HelpCommand extends CommonOptions implements Runnable {

  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "Command name.")
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
