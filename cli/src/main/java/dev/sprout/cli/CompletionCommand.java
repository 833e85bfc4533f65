package dev.sprout.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints what a shell needs to complete commands and options. */
@Command(
    name = "completion",
    description = "Print a script by which bash and zsh complete commands and options.",
    footer = {"", "Example, for this shell:", "  source <(sprout completion)"})
final class CompletionCommand extends CommonOptions implements Runnable {

  @Override
  public void run() {
    spec.commandLine().getOut().print(AutoComplete.bash("sprout", spec.commandLine().getParent()));
  }
}
