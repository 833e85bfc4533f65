package dev.sprout.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The {@code sprout} command. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
    name = "sprout",
    versionProvider = VersionProvider.class,
    description =
        "Image generation, picture tokens and electron-microscopy volumes: inference, training,"
            + " checks.",
    subcommands = {
      GenerateCommand.class,
      InterpolateCommand.class,
      CaptionCommand.class,
      AskCommand.class,
      ChatCommand.class,
      TokenizeCommand.class,
      DetokenizeCommand.class,
      InspectCommand.class,
      ModelsCommand.class,
      EmCommand.class,
      TrainCommand.class,
      ServeCommand.class,
      EvaluateCommand.class,
      PlotCommand.class,
      ConvertCommand.class,
      VerifyCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Example:",
      "  sprout generate \"red apple\" -o apple.png",
      "",
      "sprout spark JOB runs jobs on Apache Spark; sprout spark --help lists them.",
      "sprout help COMMAND shows the options of a command."
    })
public final class SproutCommand extends CommonOptions implements Runnable {

  @CommandLine.Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version and stop.")
  boolean version;

  private SproutCommand() {}

  /**
   * Runs one command and ends the process with its exit code. The default locale becomes ROOT:
   * numbers in files and names take ASCII digits.
   */
  public static void main(String[] arguments) throws InterruptedException {
    Locale.setDefault(Locale.ROOT);
    Thread loading = NativeLibrary.loadFor(arguments);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(StandardOutput.writer(), err, arguments);
    loading.join();
    System.exit(code);
  }

  /**
   * Runs one command.
   *
   * @param out where results go
   * @param err where messages go
   * @return the exit code
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    int code = commandLine().setOut(out).setErr(err).execute(arguments);
    err.flush();
    return code;
  }

  static CommandLine commandLine() {
    return CommandLines.of(new SproutCommand());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command: generate, for example.");
  }
}
