package dev.sprout.cli;

import picocli.CommandLine.Option;

/** What else decides how a prompt is drawn. */
public final class PromptFlags {
  @Option(
      names = "--negative",
      paramLabel = "NAME",
      description = "Negative prompt: a class that guidance steers away from (default none).")
  private String negative;

  @Option(
      names = "--candidates",
      paramLabel = "N",
      description =
          "Id sequences sampled per picture; the most similar to the prompt is drawn (default 4).")
  private Integer candidates;

  /** The class that guidance steers away from, or null. */
  public String negative() {
    return negative;
  }

  /** Id sequences sampled per picture, or null for the usual number. */
  public Integer candidates() {
    return candidates;
  }
}
