package dev.sprout.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of every command. */
public abstract class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and stop.")
  boolean help;

  @Option(names = "--verbose", description = "Show the stack trace of a failure.")
  boolean verbose;

  @Spec protected CommandSpec spec;
}
