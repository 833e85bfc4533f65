package dev.sprout.cli;

import dev.sprout.core.Require;
import dev.sprout.engine.Sprout;
import picocli.CommandLine.Option;

/** How captions are searched for. */
public final class CaptionFlags {
  private static final int MOST_BEAMS = 64;

  @Option(
      names = "--prompt",
      defaultValue = "",
      paramLabel = "TEXT",
      description = "First words of every caption (default none).")
  private String prompt;

  @Option(
      names = "--beams",
      defaultValue = "" + Sprout.BEAMS,
      paramLabel = "N",
      description =
          "Beam width: captions searched in parallel, 1 to 64 (default ${DEFAULT-VALUE}).")
  private int beams;

  /** First words of every caption, possibly none. */
  public String prompt() {
    return prompt;
  }

  /** Beam width. */
  public int beams() {
    return beams;
  }

  /**
   * Checks the beam width.
   *
   * @throws dev.sprout.core.UserError when it isn't from 1 to 64
   */
  public void check() {
    Require.between("beams", beams, 1, MOST_BEAMS);
  }
}
