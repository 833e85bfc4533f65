package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.evaluation.plot.Figure;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** File of a figure that a command draws. */
final class ChartFile {
  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "File to write, ending in .svg or .png.")
  private Path output;

  @Option(names = "--force", description = "Replace an existing file.")
  private boolean force;

  /** The file as given. */
  Path file() {
    return output;
  }

  /**
   * Checks name and place.
   *
   * @throws UserError when the name has another ending, or the file exists and {@code --force} is
   *     not given
   */
  void check() {
    Figure.checkName("output", output);
    if (!force && Files.exists(output)) {
      throw UserError.failure("%s exists; add --force to replace it, or name another", output);
    }
  }

  /** Writes the figure. */
  void write(Figure figure) {
    figure.write(output);
  }
}
