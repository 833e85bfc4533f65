package dev.sprout.cli;

import picocli.CommandLine.Option;

/** What every command accepts. */
final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and stop.")
  boolean help;

  @Option(names = "--verbose", description = "Show the stack trace of a failure.")
  boolean verbose;
}
