package dev.sprout.cli;

import java.util.List;
import java.util.Map;
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

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "Command name, and that of a subcommand: verify xar.")
  private List<String> path = List.of();

  @Override
  public void run() {
    CommandLine shown = spec.commandLine().getParent();
    for (String name : path) {
      Map<String, CommandLine> commands = shown.getSubcommands();
      if (!commands.containsKey(name)) {
        String accepted = commands.isEmpty() ? "none" : String.join(", ", commands.keySet());
        throw new ParameterException(
            spec.commandLine(), "COMMAND is " + name + "; accepted are " + accepted);
      }
      shown = commands.get(name);
    }
    shown.usage(spec.commandLine().getOut());
  }
}
