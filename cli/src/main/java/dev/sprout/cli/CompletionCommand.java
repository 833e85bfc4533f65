package dev.sprout.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Completion script of a shell. */
@Command(
    name = "completion",
    description = "Print a script that completes commands and options in bash and zsh.",
    footer = {"", "Example, for this shell:", "  source <(sprout completion)"})
final class CompletionCommand extends CommonOptions implements Runnable {

  @Override
  public void run() {
    spec.commandLine().getOut().print(AutoComplete.bash("sprout", spec.commandLine().getParent()));
  }
}
