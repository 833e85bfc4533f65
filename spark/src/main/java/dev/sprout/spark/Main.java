package dev.sprout.spark;

import dev.sprout.cli.CommandLines;
import dev.sprout.cli.CommonOptions;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * Jobs on Apache Spark, started by {@code sprout spark} or {@code spark-submit}. Exit codes: 0
 * done, 1 failed, 2 wrong usage.
 */
@Command(
    name = "sprout spark",
    description = {
      "Sprout's work on Apache Spark.",
      "A job goes on where it was stopped; its results are the same on any number of machines."
    },
    subcommands = {
      GenerateJob.class,
      TokenizeJob.class,
      CaptionJob.class,
      EvaluateJob.class,
      EmSegmentJob.class
    },
    footer = {"", "Example:", "  sprout spark generate prompts.txt -o drawn --master local[2]"})
public final class Main extends CommonOptions implements Runnable {
  private Main() {}

  /** Runs one job and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    int code =
        run(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            arguments);
    System.exit(code);
  }

  /**
   * Runs one job.
   *
   * @param out where results go
   * @param err where messages go
   * @return the exit code
   */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = CommandLines.of(new Main()).setOut(out).setErr(err);
    int code = line.execute(arguments);
    err.flush();
    return code;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a job: generate, for example.");
  }
}
