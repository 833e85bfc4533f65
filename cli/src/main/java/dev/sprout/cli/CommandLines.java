package dev.sprout.cli;

import picocli.CommandLine;

/** Command lines that treat options, errors and exit codes alike. */
public final class CommandLines {
  private CommandLines() {}

  /** The command line of an annotated command: exit codes 0 done, 1 failed, 2 wrong usage. */
  public static CommandLine of(Object command) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(Failures::wrongUsage)
        .setExecutionExceptionHandler(Failures::failed)
        .setExecutionStrategy(Failures::runLast);
  }
}
